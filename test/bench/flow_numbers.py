"""What the NumPy programs of the benchmark share: reading a FLOW file's tables, and being asked.

Both programs compute, for every active channel, what the engine computes: baseline, noise, their
quantiles, extremes, flags and their counts over threshold, the largest step, and quantiles of the
power in every bin. They are asked on standard input, a line a run, and answer with a line of JSON.
"""

import json
import resource
import sys
import time

import h5py
import numpy as np

PROBABILITIES = (0.16, 0.5, 0.84)
UPPER_RAIL, LOWER_RAIL = 32760, -32764
THRESHOLD = 500
VOLTS = 1 / (8191 * 4)
ACTIVE = np.array([channel for channel in range(64) if channel % 16 >= 4])


def selection(count, most):
    """The events that are analysed."""
    return np.unique(np.floor(np.linspace(0, count - 1, min(most, count)))).astype(int)


def read_events(file, most):
    """Events, which of them are self triggers, and valid flags [event][adc][active channel]."""
    rows = file["light/events/data"][:]
    events = selection(len(rows), most)
    rows = rows[events]
    is_self = rows["trig_type"] == 0
    return events, is_self, rows["wvfm_valid"][:, :, ACTIVE] == 1


def answer(compute):
    """Runs `compute` once for each line asked; says how long it took and some of its numbers."""
    for line in sys.stdin:
        request = json.loads(line)
        start, cpu = time.perf_counter(), time.process_time()
        numbers = compute(request["path"], request["maxEvts"], request["probabilities"])
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        median = numbers["power"][request["probabilities"].index(0.5)]
        check = {
            "power": [float(median[adc, channel, bin]) for adc, channel, bin in PROBES],
            "baseline": float(numbers["baseline"][1][3, 10]),
            "noise": float(numbers["noise"][1][3, 10]),
            "clipped": int(numbers["clipped"].sum()),
            "negative": int(numbers["negative"].sum()),
            "over": int(numbers["over"].sum()),
            "jump": int(numbers["jump"]),
        }
        answer = {"seconds": seconds, "cpuSeconds": cpu, "peakMiB": peak, "check": check}
        print(json.dumps(answer), flush=True)


PROBES = [(0, 0, 1), (1, 47, 77), (3, 10, 250), (6, 30, 499), (7, 20, 500), (2, 2, 160)]


def open_file(path):
    """The file; its chunks are read once each, a cache would only copy them."""
    return h5py.File(path, "r", rdcc_nbytes=0)
