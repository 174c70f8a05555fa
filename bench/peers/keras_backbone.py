"""The backbone of make_backbone.py as Keras builds it, with its weights."""

import keras

from files import read_model

SIDE = 224


def load_backbone(folder, **options):
    """`options` are those of keras.applications; layers that they leave out keep their weights in the folder."""
    model = keras.applications.mobilenet_v2.MobileNetV2(input_shape=(SIDE, SIDE, 3), weights=None, **options)
    _, weights = read_model(folder)
    for layer in model.layers:
        names = [f"{layer.name}/{weight.name}" for weight in layer.weights]
        layer.set_weights([weights[name if name in weights else name.replace("/", "/depthwise_")] for name in names])
    return model
