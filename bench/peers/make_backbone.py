"""Writes a Keras classifier as a source model in the TensorFlow.js layers format: make_backbone.py FOLDER PHOTOS

MobileNetV2 1.0 at 224 x 224 with 1,000 classes and seeded weights: a network of ImageNet's size whose weights nobody has
to download. How fast it computes does not depend on their values, as long as they are ordinary numbers; so its batch
normalisation gets the statistics of some photographs, without which the signal would fade from layer to layer.
"""

import json
import os
import sys

import keras

from keras_backbone import SIDE, fresh_backbone, normalizations_of

SEED = 1


def main(folder, photos):
    keras.utils.set_random_seed(SEED)
    model = fresh_backbone()
    topology = topology_of(model)
    take_statistics(model, photos)
    os.makedirs(folder, exist_ok=True)
    specs = []
    with open(os.path.join(folder, "weights.bin"), "wb") as file:
        for layer in model.layers:
            for weight in layer.weights:
                value = weight.numpy()
                specs.append({"name": f"{layer.name}/{name_of(layer, weight)}", "shape": value.shape, "dtype": "float32"})
                file.write(value.astype("<f4").tobytes())
    # Last, since its presence says that the folder is complete.
    with open(os.path.join(folder, "model.json"), "w") as file:
        json.dump(
            {
                "format": "layers-model",
                "generatedBy": f"keras v{keras.version()}",
                "convertedBy": None,
                "modelTopology": topology,
                "weightsManifest": [{"paths": ["weights.bin"], "weights": specs}],
            },
            file,
        )


def take_statistics(model, photos):
    """Sets the moving statistics of every batch normalisation to those of one batch."""
    pictures, _ = next(iter(keras.utils.image_dataset_from_directory(photos, image_size=(SIDE, SIDE), seed=SEED)))
    for layer in normalizations_of(model):
        layer.momentum = 0.0
    model(pictures / 127.5 - 1, training=True)


def name_of(layer, weight):
    """Keras 3 calls the kernel of a depthwise convolution as any other."""
    depthwise = isinstance(layer, keras.layers.DepthwiseConv2D) and weight.name == "kernel"
    return "depthwise_kernel" if depthwise else weight.name


def topology_of(model):
    """Keras 3's own JSON in the spelling of Keras 2, which TensorFlow.js reads."""
    config = json.loads(model.to_json())["config"]
    layers = [
        {
            "class_name": layer["class_name"],
            "name": layer["name"],
            "config": plain(layer["config"]),
            "inbound_nodes": [[[source, 0, 0, {}] for source in sources_of(layer)]]
            if layer["inbound_nodes"]
            else [],
        }
        for layer in config["layers"]
    ]
    ends = {key: [[config[key][0], 0, 0]] for key in ("input_layers", "output_layers")}
    return {"class_name": "Functional", "config": {"name": config["name"], "layers": layers, **ends}}


def sources_of(layer):
    """The layers that a layer reads: every keras_history among the arguments of its one call."""
    found = []

    def look(value):
        if isinstance(value, dict):
            history = value.get("keras_history")
            if history:
                found.append(history[0])
            else:
                for inner in value.values():
                    look(inner)
        elif isinstance(value, list):
            for inner in value:
                look(inner)

    look(layer["inbound_nodes"])
    return found


def plain(config):
    """Settings without Keras 3's wrappers: initializers by class and settings alone, types by name."""
    renamed = {"batch_shape": "batch_input_shape"}
    return {renamed.get(key, key): unwrapped(value) for key, value in config.items() if value is not None}


def unwrapped(value):
    if isinstance(value, dict) and value.get("class_name") == "DTypePolicy":
        return value["config"]["name"]
    if isinstance(value, dict) and "class_name" in value:
        return {"class_name": value["class_name"], "config": value["config"]}
    return value


main(*sys.argv[1:])
