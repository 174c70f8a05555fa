"""The backbone of make_backbone.py as Keras builds it, with its weights."""

import keras

from files import read_model

SIDE = 224
# Of the moving statistics, as in torchvision. With the 0.999 of keras.applications they would need thousands of steps.
MOMENTUM = 0.9


def load_backbone(folder, **options):
    """`options` are those of keras.applications; layers that they leave out keep their weights in the folder."""
    model = fresh_backbone(**options)
    _, weights = read_model(folder)
    for layer in model.layers:
        names = [f"{layer.name}/{weight.name}" for weight in layer.weights]
        layer.set_weights([weights[name if name in weights else name.replace("/", "/depthwise_")] for name in names])
    return model


def fresh_backbone(**options):
    model = keras.applications.mobilenet_v2.MobileNetV2(input_shape=(SIDE, SIDE, 3), weights=None, **options)
    for layer in normalizations_of(model):
        layer.momentum = MOMENTUM
    return model


def normalizations_of(model):
    return [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
