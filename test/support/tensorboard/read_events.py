"""Prints as JSON what TensorBoard's own reader finds in folders of event files: scalars and texts, by tag."""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.util import tensor_util


def read(folder):
    # Without these sizes it keeps a sample of long series.
    events = EventAccumulator(folder, size_guidance={"scalars": 0, "tensors": 0})
    events.Reload()
    tags = events.Tags()
    return {
        "scalars": {tag: [[event.step, event.value] for event in events.Scalars(tag)] for tag in tags["scalars"]},
        "texts": {
            tag: [text.decode() for event in events.Tensors(tag) for text in tensor_util.make_ndarray(event.tensor_proto)]
            for tag in tags["tensors"]
        },
    }


print(json.dumps([read(folder) for folder in sys.argv[1:]]))
