"""Reads what the benchmark wrote: IDX files and source models in the TensorFlow.js layers format."""

import glob
import json
import os

import numpy as np


def read_pictures(folder):
    """Returns pictures [n, height, width, channels] as float32 in 0..1 and labels [n] as int32."""
    pictures = read_idx(glob.glob(os.path.join(folder, "train-images-*"))[0])
    labels = read_idx(os.path.join(folder, "train-labels-idx1-ubyte"))
    if pictures.ndim == 3:
        pictures = pictures[..., np.newaxis]
    return pictures.astype(np.float32) / np.float32(255), labels.astype(np.int32)


def read_idx(path):
    data = np.fromfile(path, dtype=np.uint8)
    rank = int(data[3])
    shape = data[4 : 4 + 4 * rank].view(">u4").astype(int)
    return data[4 + 4 * rank :].reshape(shape)


def read_batches(folder, size):
    """Whole batches in the order of the data set: a list of (pictures, labels)."""
    pictures, labels = read_pictures(folder)
    starts = range(0, len(labels) - size + 1, size)
    return [(np.ascontiguousarray(pictures[at : at + size]), labels[at : at + size]) for at in starts]


def read_model(folder):
    """Returns the layers of the topology as JSON has them, and the weights by name as float32 arrays."""
    with open(os.path.join(folder, "model.json")) as file:
        model = json.load(file)
    specs = [spec for group in model["weightsManifest"] for spec in group["weights"]]
    data = np.fromfile(os.path.join(folder, "weights.bin"), dtype=np.float32)
    weights, start = {}, 0
    for spec in specs:
        size = int(np.prod(spec["shape"]))
        weights[spec["name"]] = data[start : start + size].reshape(spec["shape"])
        start += size
    return model["modelTopology"]["config"], weights
