"""The curve of frozen layers in PyTorch: a model for each number of frozen layers and each seed."""

import torch
from torch.nn import functional as F
from torch.utils.data import DataLoader, TensorDataset

from job import read_job, report, timed_trial
from sweep import BATCH, RATE, arms, read_parts
from torch_networks import load_network


def main():
    job = read_job()
    train, test = (DataLoader(as_tensors(*part), BATCH, shuffle=True) for part in read_parts(job["data"]))
    trials = [
        timed_trial(
            arm,
            lambda: build(job["network"], frozen, seed),
            lambda trained, epoch: train_epoch(*trained, train),
            lambda trained: accuracy(trained[0], test),
            job["epochs"],
        )
        for arm, frozen in arms(job["layers"])
        for seed in range(1, job["seeds"] + 1)
    ]
    report(trials, {"PyTorch": torch.__version__})


def as_tensors(pictures, labels):
    return TensorDataset(torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous(), torch.from_numpy(labels).long())


def build(network, frozen, seed):
    torch.manual_seed(seed)
    model = load_network(network).to(memory_format=torch.channels_last)
    for name, layer in model.named_children():
        if name in frozen:
            layer.requires_grad_(False)
        else:
            layer.reset_parameters()
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return model, torch.optim.Adam(trained, lr=RATE)


def train_epoch(model, optimizer, batches):
    model.train()
    for pictures, labels in batches:
        optimizer.zero_grad()
        F.cross_entropy(model(pictures.contiguous(memory_format=torch.channels_last)), labels).backward()
        optimizer.step()


@torch.inference_mode()
def accuracy(model, batches):
    model.eval()
    right, seen = 0, 0
    for pictures, labels in batches:
        right += int((model(pictures.contiguous(memory_format=torch.channels_last)).argmax(1) == labels).sum())
        seen += len(labels)
    return right / seen


main()
