"""The backbone of make_backbone.py as torchvision builds it, with the weights that Keras gave it.

torchvision pads the convolutions of stride 2 on all sides and Keras on two, so that the values differ a little.
"""

import torch
from torch import nn
from torchvision.models import mobilenet_v2

from files import read_model

EPSILON = 1e-3
# Names of weights in the TensorFlow.js layers format, in the order of the folder.
NAMES = {"kernel": "weight", "depthwise_kernel": "weight", "gamma": "weight", "beta": "bias", "bias": "bias"}
STATISTICS = {"moving_mean": "running_mean", "moving_variance": "running_var"}


def load_backbone(folder):
    model = mobilenet_v2(weights=None)
    _, weights = read_model(folder)
    layers = {}
    for name, value in weights.items():
        layer, weight = name.split("/")
        layers.setdefault(layer, {})[(NAMES | STATISTICS)[weight]] = value
    modules = [module for module in model.modules() if isinstance(module, (nn.Conv2d, nn.BatchNorm2d, nn.Linear))]
    # Both list their layers from input to output.
    for module, values in zip(modules, layers.values(), strict=True):
        if isinstance(module, nn.BatchNorm2d):
            module.eps = EPSILON
        for name, value in values.items():
            with torch.no_grad():
                getattr(module, name).copy_(torch.from_numpy(as_torch(value).copy()))
    return model


def as_torch(value):
    """[height, width, in, out], of a depthwise kernel [height, width, channels, 1], as [out, in, height, width]."""
    if value.ndim != 4:
        return value.T if value.ndim == 2 else value
    return value.transpose(2, 3, 0, 1) if value.shape[3] == 1 else value.transpose(3, 2, 0, 1)
