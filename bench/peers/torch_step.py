"""A training step of PyTorch. The argument says how it is run.

plain           as the tutorial writes it
channels-last   channels_last memory format and the fused Adam
compiled        the same under torch.compile
"""

import sys

import torch
from torch.nn import functional as F

from files import read_batches
from protocol import in_turn, serve
from torch_networks import load_network

RATE = 1e-3
EPSILON = 1e-7


def as_input(pictures, format):
    """[n, channels, height, width] in that memory format: what a data loader would have made."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous(memory_format=format)


def open_work(request):
    variant = sys.argv[1]
    format = torch.contiguous_format if variant == "plain" else torch.channels_last
    model = load_network(request["network"]).to(memory_format=format).train()
    fused = None if variant == "plain" else True
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE, eps=EPSILON, fused=fused)
    forward = torch.compile(model) if variant == "compiled" else model
    batches = read_batches(request["data"], request["batch"])
    following = in_turn([(as_input(pictures, format), torch.from_numpy(labels).long()) for pictures, labels in batches])

    def again():
        x, labels = following()
        optimizer.zero_grad()
        loss = F.cross_entropy(forward(x), labels)
        loss.backward()
        optimizer.step()
        return loss.item()

    return [again()], {"PyTorch": torch.__version__}, again


serve(open_work)
