"""Steps of domain-adversarial training at a fixed weight: make_adversarial_fixture.py [FILE]

Without a gradient reversal layer: PyTorch's automatic differentiation takes the gradients of the label loss and of the
domain loss by themselves, and the three updates of the paper (Ganin et al., 2016, equations 13 to 15) are made of them as
they are printed, with momentum. In double precision; results are rounded to 9 decimals. Needs `torch` as in
requirements.txt. FILE is test/fixtures/data/domain-adversarial.json where it is left out; `npx prettier --write FILE` then
lays it out.
"""

import json
import pathlib
import platform
import sys
from importlib.metadata import version

import torch
import torch.nn.functional as F

SEED = 16
SIDE, CLASSES, EXAMPLES, STEPS = 6, 3, 4, 5
RATE, MOMENTUM = 0.1, 0.9
HERE = pathlib.Path(__file__).resolve().parent
DEFAULT = HERE.parent.parent / "test" / "fixtures" / "data" / "domain-adversarial.json"


def main(file=DEFAULT):
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(SEED)
    start = {
        "conv1/kernel": numbers(3, 3, 1, 2),
        "conv1/bias": numbers(2),
        "dense1/kernel": numbers(8, 4),
        "dense1/bias": numbers(4),
        "head/kernel": numbers(4, CLASSES),
        "head/bias": numbers(CLASSES),
        "hiddenKernel": numbers(8, 3),
        "hiddenBias": numbers(3),
        "kernel": numbers(3, 1),
        "bias": numbers(1),
    }
    batches = [
        {
            "source": numbers(EXAMPLES, SIDE, SIDE, 1, scale=1.0),
            "labels": torch.randint(CLASSES, (EXAMPLES,)),
            "target": numbers(EXAMPLES, SIDE, SIDE, 1, scale=1.0) + 0.3,
        }
        for _ in range(STEPS)
    ]
    fixture = {
        "about": "Made by bench/peers/make_adversarial_fixture.py; not edited by hand. Pictures are [rows, height, width, 1], "
        "kernels as in TensorFlow, row by row. Features: 3x3 convolution with 2 filters, without padding, ReLU, maxima of "
        "2x2, flattened. Labels: dense 4 with ReLU, dense 3. Domains: dense 3 with ReLU, dense 1. "
        "The rate is 0.1, the momentum 0.9.",
        "versions": {"python": platform.python_version(), "torch": version("torch")},
        "start": {name: plain(value) for name, value in start.items()},
        "batches": [{name: plain(value) for name, value in batch.items()} for batch in batches],
        "cases": [run(weight, start, batches) for weight in (0.0, 0.3, 1.0)],
    }
    with open(file, "w") as out:
        json.dump(fixture, out, indent=1, ensure_ascii=False)
        out.write("\n")


def run(weight, start, batches):
    w = {name: value.clone().requires_grad_() for name, value in start.items()}
    velocity = {name: torch.zeros_like(value) for name, value in start.items()}
    losses = []
    for batch in batches:
        source, target = features(w, batch["source"]), features(w, batch["target"])
        label_loss = F.cross_entropy(labels(w, source), batch["labels"])
        zeros, ones = torch.zeros(EXAMPLES), torch.ones(EXAMPLES)
        domain_loss = F.binary_cross_entropy_with_logits(domains(w, source), zeros)
        domain_loss = domain_loss + F.binary_cross_entropy_with_logits(domains(w, target), ones)
        losses.append({"label": plain(label_loss), "domain": plain(domain_loss)})
        of_labels = gradients(label_loss, w)
        of_domains = gradients(domain_loss, w)
        for name, value in w.items():
            if name.startswith("conv1"):
                gradient = of_labels[name] - weight * of_domains[name]
            elif "/" in name:
                gradient = of_labels[name]
            else:
                gradient = of_domains[name]
            velocity[name] = MOMENTUM * velocity[name] + gradient
            with torch.no_grad():
                value -= RATE * velocity[name]
    return {"lambda": weight, "losses": losses, "end": {name: plain(value) for name, value in w.items()}}


def features(w, pictures):
    kernel = w["conv1/kernel"].permute(3, 2, 0, 1)
    seen = F.relu(F.conv2d(pictures.permute(0, 3, 1, 2), kernel, w["conv1/bias"]))
    pooled = F.max_pool2d(seen, kernel_size=2)
    return pooled.permute(0, 2, 3, 1).flatten(1)


def labels(w, x):
    return F.relu(x @ w["dense1/kernel"] + w["dense1/bias"]) @ w["head/kernel"] + w["head/bias"]


def domains(w, x):
    return (F.relu(x @ w["hiddenKernel"] + w["hiddenBias"]) @ w["kernel"] + w["bias"]).squeeze(1)


def gradients(loss, w):
    found = torch.autograd.grad(loss, list(w.values()), retain_graph=True, allow_unused=True)
    return {name: g for name, g in zip(w, found)}


def numbers(*shape, scale=0.5):
    """Normal numbers of three decimals."""
    return torch.round(scale * torch.randn(*shape), decimals=3)


def plain(tensor):
    """Nested lists, rounded; no negative zeros."""
    tensor = tensor.detach()
    return tensor.tolist() if tensor.dtype == torch.int64 else (torch.round(tensor, decimals=9) + 0.0).tolist()


main(*sys.argv[1:])
