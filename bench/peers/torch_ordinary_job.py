"""Whole jobs as the transfer learning tutorial of PyTorch writes them: the frozen part runs again in each epoch."""

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, random_split
from torchvision import transforms
from torchvision.datasets import ImageFolder
from torchvision.models import mobilenet_v2

from job import BATCH, CLASSES, RATE, SIDE, TEST_SHARE, read_job, report, timed_trial
from torch_backbone import load_backbone

WORKERS = 2


def main():
    job = read_job()
    prepare = transforms.Compose(
        [transforms.Resize((SIDE, SIDE)), transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.5] * 3)]
    )
    pictures = ImageFolder(job["photos"], prepare)
    parts = random_split(pictures, [1 - TEST_SHARE, TEST_SHARE], torch.Generator().manual_seed(1))
    train, test = (DataLoader(part, BATCH, shuffle=True, num_workers=WORKERS) for part in parts)
    trials = [
        timed_trial(
            arm["name"],
            lambda: build(job["backbone"], arm, seed),
            lambda trained, epoch: train_epoch(*trained, train),
            lambda trained: accuracy(trained[0], test),
            job["epochs"],
        )
        for seed in range(1, job["seeds"] + 1)
        for arm in job["arms"]
    ]
    report(trials, {"PyTorch": torch.__version__})


def build(backbone, arm, seed):
    torch.manual_seed(seed)
    model, count = load_backbone(backbone), arm["frozenBlocks"]
    if arm["others"] == "new":
        source, model = model, mobilenet_v2(weights=None)
        model.features = nn.Sequential(*source.features[:count], *model.features[count:])
    model.classifier = nn.Linear(model.last_channel, CLASSES)
    model = model.to(memory_format=torch.channels_last)
    frozen = model.features[:count].requires_grad_(False)
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return model, torch.optim.Adam(trained, lr=RATE), frozen


def train_epoch(model, optimizer, frozen, batches):
    model.train()
    frozen.eval()
    for pictures, labels in batches:
        optimizer.zero_grad()
        F.cross_entropy(model(pictures.contiguous(memory_format=torch.channels_last)), labels).backward()
        optimizer.step()


@torch.inference_mode()
def accuracy(model, batches):
    model.eval()
    right, seen = 0, 0
    for pictures, labels in batches:
        outputs = model(pictures.contiguous(memory_format=torch.channels_last))
        right += int((outputs.argmax(1) == labels).sum())
        seen += len(labels)
    return right / seen


main()
