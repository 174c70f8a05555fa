"""The peer's end of lib/peer.ts: a line of JSON on standard output for each line of JSON on standard input.

Whatever libraries print goes to standard error, so that it cannot be taken for an answer.
"""

import json
import os
import sys
import time
import traceback

# Runs after the first until nothing is compiled any more.
WARM_UP_RUNS = 3


def serve(open_work):
    """Answers requests until the input ends.

    open_work: takes the `open` request, makes ready, and returns (result, versions, again): a list of numbers that the
    first run computed, versions by name, and a function that does it once more.
    """
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    again = None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            if request["do"] == "open":
                start = time.perf_counter()
                result, versions, again = open_work(request)
                for _ in range(WARM_UP_RUNS):
                    again()
                seconds = time.perf_counter() - start
                answer = {"result": result, "versions": versions, "warmUpS": seconds}
            else:
                answer = {"ms": durations(again, request["count"], request["skip"])}
        except Exception:
            answer = {"error": traceback.format_exc()}
        print(json.dumps(answer), file=answers, flush=True)


def durations(again, count, skip):
    """Milliseconds of each of `count` runs, after `skip` that do not count."""
    measured = []
    for _ in range(skip):
        again()
    for _ in range(count):
        start = time.perf_counter()
        again()
        measured.append((time.perf_counter() - start) * 1000)
    return measured


def in_turn(items):
    """Returns a function that hands out the items one after the other, over and over."""
    position = -1

    def following():
        nonlocal position
        position += 1
        return items[position % len(items)]

    return following
