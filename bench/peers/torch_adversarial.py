"""Domain-adversarial training in PyTorch: torch_adversarial.py FOLDER EPOCHS SEED…

FOLDER is that of the sample data `mnist-m`. The network, batches, rates and λ of the paper (Ganin et al., 2016), as the finding of
the method has them: what the same steps on the same data give in other people's code, with its own random numbers. Prints the
test accuracies at the end, adapted and source only. Needs `torch` and `numpy` as in requirements.txt.
"""

import math
import os
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

HALF = 64
TESTS = ("test-same-photographs", "test-new-photographs")


class Reversed(torch.autograd.Function):
    @staticmethod
    def forward(ctx, features, weight):
        ctx.weight = weight
        return features.view_as(features)

    @staticmethod
    def backward(ctx, gradient):
        return -ctx.weight * gradient, None


def main(folder, epochs, *seeds):
    (source, labels), (target, _) = read(folder, "digits"), read(folder, "train")
    mean = (source.mean((0, 2, 3), keepdim=True) + target.mean((0, 2, 3), keepdim=True)) / 2
    source, target = source - mean, target - mean
    tests = {name: (pictures - mean, truth) for name, (pictures, truth) in ((name, read(folder, name)) for name in TESTS)}
    for seed in map(int, seeds):
        for adapts in (False, True):
            network = train(source, labels, target, int(epochs), seed, adapts)
            figures = {name: accuracy(network, *test) for name, test in tests.items()}
            print("adapted" if adapts else "source only", "seed", seed, figures, flush=True)


def read(folder, name):
    with np.load(os.path.join(folder, f"{name}.npz")) as arrays:
        pictures = torch.from_numpy(arrays["x"]).permute(0, 3, 1, 2).float() / 255
        return pictures.expand(-1, 3, -1, -1).contiguous(), torch.from_numpy(arrays["y"]).long()


def train(source, labels, target, epochs, seed, adapts):
    torch.manual_seed(seed)
    features = nn.Sequential(
        nn.Conv2d(3, 32, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(32, 48, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()
    )
    predictor = nn.Sequential(nn.Linear(768, 100), nn.ReLU(), nn.Linear(100, 100), nn.ReLU(), nn.Linear(100, 10))
    domains = nn.Sequential(nn.Linear(768, 100), nn.ReLU(), nn.Linear(100, 1))
    parts = nn.ModuleList([features, predictor, domains])
    parts.apply(initialize)
    optimizer = torch.optim.SGD(parts.parameters(), lr=0.01, momentum=0.9)
    batches = len(source) // HALF
    for step in range(epochs * batches):
        if step % batches == 0:
            orders = torch.randperm(len(source)), torch.randperm(len(target))
        progress = step / (epochs * batches)
        for group in optimizer.param_groups:
            group["lr"] = 0.01 / (1 + 10 * progress) ** 0.75
        at = slice(step % batches * HALF, (step % batches + 1) * HALF)
        seen = features(source[orders[0][at]])
        loss = F.cross_entropy(predictor(seen), labels[orders[0][at]])
        if adapts:
            weight = 2 / (1 + math.exp(-10 * progress)) - 1
            both = torch.cat([seen, features(target[orders[1][at]])])
            told = domains(Reversed.apply(both, weight)).squeeze(1)
            zeros, ones = torch.zeros(HALF), torch.ones(HALF)
            loss = loss + F.binary_cross_entropy_with_logits(told[:HALF], zeros)
            loss = loss + F.binary_cross_entropy_with_logits(told[HALF:], ones)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return nn.Sequential(features, predictor)


def initialize(layer):
    """Glorot, and no bias, as the architecture of the finding has it."""
    if isinstance(layer, (nn.Conv2d, nn.Linear)):
        nn.init.xavier_uniform_(layer.weight)
        nn.init.zeros_(layer.bias)


def accuracy(network, pictures, labels):
    with torch.no_grad():
        found = torch.cat([network(some).argmax(1) for some in pictures.split(500)])
    return round((found == labels).float().mean().item(), 4)


main(*sys.argv[1:])
