"""The measured networks in PyTorch, written by hand, with the weights of a source model of the TensorFlow.js layers format."""

import torch
from torch import nn
from torch.nn import functional as F

from files import read_model


class SamePadded(nn.Conv2d):
    """A convolution that pads as TensorFlow does: where the total is odd, one more after than before."""

    def __init__(self, inputs, outputs, kernel, stride=1, bias=True):
        even = stride == 1
        super().__init__(inputs, outputs, kernel, stride, padding=kernel // 2 if even else 0, bias=bias)
        self.extra = 0 if even else max(kernel - stride, 0)

    def forward(self, x):
        return super().forward(F.pad(x, (0, self.extra, 0, self.extra)) if self.extra else x)


def normalization(channels):
    return nn.BatchNorm2d(channels, eps=1e-3, momentum=0.1)


class SmallConvnet(nn.Module):
    def __init__(self, side, channels, classes):
        super().__init__()
        self.conv1 = SamePadded(channels, 16, 3)
        self.conv2 = SamePadded(16, 32, 3)
        self.conv3 = SamePadded(32, 64, 3)
        self.dense1 = nn.Linear((side // 4) ** 2 * 64, 64)
        self.head = nn.Linear(64, classes)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = F.relu(self.conv3(x))
        return self.head(F.relu(self.dense1(torch.flatten(x, 1))))


class Residual(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = SamePadded(inputs, outputs, 3, stride, bias=False)
        self.bn1 = normalization(outputs)
        self.conv2 = SamePadded(outputs, outputs, 3, bias=False)
        self.bn2 = normalization(outputs)
        self.changes = stride != 1 or inputs != outputs
        if self.changes:
            self.shortcut = SamePadded(inputs, outputs, 1, stride, bias=False)
            self.shortcut_bn = normalization(outputs)

    def forward(self, x):
        branch = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        shortcut = self.shortcut_bn(self.shortcut(x)) if self.changes else x
        return F.relu(shortcut + branch)


class SmallResnet(nn.Module):
    def __init__(self, side, channels, classes):
        super().__init__()
        self.conv1 = SamePadded(channels, 16, 3, bias=False)
        self.conv1_bn = normalization(16)
        self.block1 = Residual(16, 16, 1)
        self.block2 = Residual(16, 32, 2)
        self.block3 = Residual(32, 64, 2)
        self.head = nn.Linear(64, classes)

    def forward(self, x):
        x = F.relu(self.conv1_bn(self.conv1(x)))
        x = self.block3(self.block2(self.block1(x)))
        return self.head(x.mean((2, 3)))


NETWORKS = {"small_convnet": SmallConvnet, "small_resnet": SmallResnet}
# Names of weights in the TensorFlow.js layers format.
BATCH_NORM = {"gamma": "weight", "beta": "bias", "moving_mean": "running_mean", "moving_variance": "running_var"}


def load_network(folder):
    """Builds the network of the folder and gives it its weights."""
    config, weights = read_model(folder)
    side, _, channels = config["layers"][0]["config"]["batch_input_shape"][1:]
    model = NETWORKS[config["name"]](side, channels, weights["head/bias"].shape[0])
    for name, value in weights.items():
        layer, weight = name.split("/")
        target = model.get_submodule(module_name(layer))
        with torch.no_grad():
            parameter = getattr(target, BATCH_NORM.get(weight, "weight" if weight == "kernel" else "bias"))
            parameter.copy_(torch.from_numpy(as_torch(value, target, side).copy()))
    return model


def module_name(layer):
    """block1_conv1 is conv1 of block1."""
    return layer.replace("_", ".", 1) if layer.startswith("block") else layer


def as_torch(value, target, side):
    """Kernels as [out, in, height, width] and [out, in]; what is flattened has its channels first there."""
    if value.ndim == 4:
        return value.transpose(3, 2, 0, 1)
    if value.ndim == 2 and value.shape[0] == (side // 4) ** 2 * 64:
        pooled = value.reshape(side // 4, side // 4, 64, -1)
        return pooled.transpose(3, 2, 0, 1).reshape(value.shape[1], -1)
    return value.T if value.ndim == 2 else value
