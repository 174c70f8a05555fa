"""What the scripts of whole jobs share: the job itself, stopwatches, and the report."""

import json
import sys
import time

# Of the scripts that cache by hand.
ARMS = ["transfer", "linear-probe"]
CLASSES = 5
SIDE = 224
BATCH = 32
RATE = 1e-3
TEST_SHARE = 0.3


def read_job():
    """The settings that the benchmark gives as the only argument: backbone, photos, epochs, seeds, ...

    `arms` are those of lib/networks.ts, for the ordinary scripts; `blocks` are patterns of layer names, block by block.
    """
    return json.loads(sys.argv[1])


class Stopwatch:
    """Seconds since the last lap."""

    def __init__(self):
        self.started = time.perf_counter()

    def lap(self):
        now = time.perf_counter()
        seconds, self.started = now - self.started, now
        return seconds


def timed_trial(arm, build, train_epoch, test, epochs):
    """Builds, trains and tests; returns what lib/script.ts reads."""
    watch = Stopwatch()
    model = build()
    set_up = watch.lap()
    epoch_seconds = []
    for epoch in range(epochs):
        train_epoch(model, epoch)
        epoch_seconds.append(watch.lap())
    accuracy = test(model)
    return {"arm": arm, "setUpS": set_up, "epochS": epoch_seconds, "testS": watch.lap(), "accuracy": float(accuracy)}


def report(trials, versions):
    print(json.dumps({"trials": trials, "versions": versions}))
