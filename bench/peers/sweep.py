"""What the scripts of the layer sweep share: for each number of frozen layers one training a seed."""

from files import read_pictures

BATCH = 32
RATE = 1e-3
TEST_SHARE = 0.3


def read_parts(folder):
    """(pictures, labels) of training and of test; the classes take turns, so that both parts have all of them."""
    pictures, labels = read_pictures(folder)
    count = int(len(labels) * (1 - TEST_SHARE))
    return (pictures[:count], labels[:count]), (pictures[count:], labels[count:])


def arms(layers):
    """Yosinski's AnB: the first n layers are copied and frozen, the others begin anew."""
    return [(f"A{count}B", layers[:count]) for count in range(1, len(layers) + 1)]

