"""Keras models from source models in the TensorFlow.js layers format, with logits as outputs."""

import keras

from files import read_model

# Settings that Keras 3 spells otherwise or has no use for.
OBSOLETE = {"batch_input_shape", "sparse", "dtype", "data_format", "dilation_rate", "noise_shape"}


def load_network(folder):
    """Builds the functional model layer by layer and gives it the weights of the folder."""
    config, weights = read_model(folder)
    tensors, layers = {}, {}
    for node in config["layers"]:
        name, settings = node["name"], node["config"]
        if node["class_name"] == "InputLayer":
            tensors[name] = keras.Input(settings["batch_input_shape"][1:], name=name)
            continue
        layers[name] = layer_of(node["class_name"], settings)
        inputs = [tensors[source[0]] for source in node["inbound_nodes"][0]]
        tensors[name] = layers[name](inputs if len(inputs) > 1 else inputs[0])
    model = keras.Model(tensors[config["input_layers"][0][0]], tensors[config["output_layers"][0][0]])
    for name, layer in layers.items():
        layer.set_weights([weights[f"{name}/{weight.name}"] for weight in layer.weights])
    return model


def layer_of(kind, settings):
    kept = {key: value for key, value in settings.items() if key not in OBSOLETE}
    if kept.get("activation") == "softmax":
        kept["activation"] = "linear"
    return getattr(keras.layers, kind).from_config(kept)
