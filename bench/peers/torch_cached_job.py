"""The whole job by hand: the frozen part runs once over all pictures, and every trial trains on what it gave."""

import copy

import torch
from torch import nn
from torch.nn import functional as F
from torch.utils.data import DataLoader, random_split
from torchvision import transforms
from torchvision.datasets import ImageFolder

from job import ARMS, BATCH, CLASSES, RATE, SIDE, TEST_SHARE, read_job, report, timed_trial
from torch_backbone import load_backbone

WORKERS = 2


def main():
    job = read_job()
    base = load_backbone(job["backbone"]).to(memory_format=torch.channels_last).eval()
    train, test = cached(job["photos"], base)
    trials = [
        timed_trial(
            arm,
            lambda: build(base, arm, seed),
            lambda trained, epoch: train_epoch(*trained, train[arm], train["labels"]),
            lambda trained: accuracy(trained[0], test[arm], test["labels"]),
            job["epochs"],
        )
        for seed in range(1, job["seeds"] + 1)
        for arm in ARMS
    ]
    report(trials, {"PyTorch": torch.__version__})


@torch.inference_mode()
def cached(photos, base):
    """Features by arm and labels, of training and of test."""
    prepare = transforms.Compose(
        [transforms.Resize((SIDE, SIDE)), transforms.ToTensor(), transforms.Normalize([0.5] * 3, [0.5] * 3)]
    )
    parts = random_split(ImageFolder(photos, prepare), [1 - TEST_SHARE, TEST_SHARE], torch.Generator().manual_seed(1))
    results = []
    for part in parts:
        maps, pooled, labels = [], [], []
        for pictures, targets in DataLoader(part, BATCH, num_workers=WORKERS):
            last = base.features[:18](pictures.contiguous(memory_format=torch.channels_last))
            maps.append(last)
            pooled.append(base.features[18](last).mean((2, 3)))
            labels.append(targets)
        results.append({"transfer": torch.cat(maps), "linear-probe": torch.cat(pooled), "labels": torch.cat(labels)})
    return results


class Tail(nn.Module):
    """The last block of the backbone and a head."""

    def __init__(self, block, channels):
        super().__init__()
        self.block = block
        self.head = nn.Linear(channels, CLASSES)

    def forward(self, x):
        return self.head(self.block(x).mean((2, 3)))


def build(base, arm, seed):
    torch.manual_seed(seed)
    channels = base.last_channel
    block = copy.deepcopy(base.features[18])
    model = Tail(block, channels) if arm == "transfer" else nn.Linear(channels, CLASSES)
    return model, torch.optim.Adam(model.parameters(), lr=RATE)


def train_epoch(model, optimizer, features, labels):
    model.train()
    for rows in torch.randperm(len(labels)).split(BATCH):
        optimizer.zero_grad()
        F.cross_entropy(model(features[rows]), labels[rows]).backward()
        optimizer.step()


@torch.inference_mode()
def accuracy(model, features, labels):
    model.eval()
    outputs = torch.cat([model(part) for part in features.split(BATCH)])
    return float((outputs.argmax(1) == labels).float().mean())


main()
