"""Domain-adversarial training in PyTorch: torch_adversarial.py FOLDER EPOCHS SEED…

FOLDER is that of the sample data `mnist-m` or `all-of-mnist-m`. The network, batches, rates and λ of the paper (Ganin et al., 2016), as the finding of
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
    mean = (mean_of(source) + mean_of(target)) / 2
    tests = {name: read(folder, name) for name in TESTS}
    for seed in map(int, seeds):
        for adapts in (False, True):
            network = train(source, labels, target, mean, int(epochs), seed, adapts)
            figures = {name: accuracy(network, *test, mean) for name, test in tests.items()}
            print("adapted" if adapts else "source only", "seed", seed, figures, flush=True)


def read(folder, name):
    with np.load(os.path.join(folder, f"{name}.npz")) as arrays:
        return torch.from_numpy(arrays["x"]), torch.from_numpy(arrays["y"]).long()


def mean_of(pictures):
    """Of each channel, 0 to 1: [1, channels, 1, 1]."""
    channels = pictures.shape[-1]
    means = torch.stack([part.reshape(-1, channels).double().mean(0) for part in pictures.split(1000)])
    return (means.mean(0) / 255).float().reshape(1, channels, 1, 1)


def prepared(pictures, mean):
    return (pictures.permute(0, 3, 1, 2).float() / 255).expand(-1, 3, -1, -1) - mean


def train(source, labels, target, mean, epochs, seed, adapts):
    torch.manual_seed(seed)
    features = nn.Sequential(
        *(nn.Conv2d(3, 32, 5, bias=False), nn.BatchNorm2d(32, eps=1e-3), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(32, 48, 5, bias=False), nn.BatchNorm2d(48, eps=1e-3), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()),
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
        keep_statistics(features, not adapts)
        seen = features(prepared(source[orders[0][at]], mean))
        loss = F.cross_entropy(predictor(seen), labels[orders[0][at]])
        if adapts:
            weight = 2 / (1 + math.exp(-10 * progress)) - 1
            keep_statistics(features, True)
            both = torch.cat([seen, features(prepared(target[orders[1][at]], mean))])
            told = domains(Reversed.apply(both, weight)).squeeze(1)
            zeros, ones = torch.zeros(HALF), torch.ones(HALF)
            loss = loss + F.binary_cross_entropy_with_logits(told[:HALF], zeros)
            loss = loss + F.binary_cross_entropy_with_logits(told[HALF:], ones)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return nn.Sequential(features, predictor).eval()


def keep_statistics(features, keep):
    """Whether a pass goes into the moving statistics: where there are two domains, those of the target alone do."""
    for layer in features:
        if isinstance(layer, nn.BatchNorm2d):
            layer.momentum = 0.1 if keep else 0.0


def initialize(layer):
    """Glorot, and no bias, as the architecture of the finding has it."""
    if isinstance(layer, (nn.Conv2d, nn.Linear)):
        nn.init.xavier_uniform_(layer.weight)
    if isinstance(layer, nn.Linear):
        nn.init.zeros_(layer.bias)


def accuracy(network, pictures, labels, mean):
    with torch.no_grad():
        found = torch.cat([network(prepared(some, mean)).argmax(1) for some in pictures.split(500)])
    return round((found == labels).float().mean().item(), 4)


main(*sys.argv[1:])
