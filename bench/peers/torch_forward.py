"""The forward pass of the backbone in PyTorch, in inference mode; the argument is the memory format, or `compiled`."""

import sys

import torch
import torchvision

from files import read_batches
from protocol import in_turn, serve
from torch_backbone import load_backbone


def open_work(request):
    variant = sys.argv[1]
    format = torch.contiguous_format if variant == "plain" else torch.channels_last
    model = load_backbone(request["network"]).to(memory_format=format).eval()
    forward = torch.compile(model) if variant == "compiled" else model
    batches = read_batches(request["data"], request["batch"])
    following = in_turn([as_input(pictures, format) for pictures, _ in batches])

    def again():
        with torch.inference_mode():
            return torch.softmax(forward(following()), 1).numpy()

    versions = {"PyTorch": torch.__version__, "torchvision": torchvision.__version__}
    return again()[0].tolist(), versions, again


def as_input(pictures, format):
    """[n, channels, height, width] in that memory format: what a data loader would have made."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).contiguous(memory_format=format)


serve(open_work)
