"""The numbers of a FLOW file as fast as NumPy and SciPy can: float32, in place, two threads.

Uncompressed chunks are read by their addresses, only the active channels; gzip chunks are unpacked
by both threads. Blocks of channels fit the caches. Order statistics come from `np.partition`, or
with the argument `sort` from `np.sort`, which on CPUs with wide vectors is the faster of the two.
"""

import os
import sys
import zlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import scipy.fft
from flow_numbers import (
    ACTIVE,
    LOWER_RAIL,
    THRESHOLD,
    UPPER_RAIL,
    VOLTS,
    answer,
    open_file,
    read_events,
)

THREADS = 2
SAMPLES = 1000
BINS = SAMPLES // 2 + 1
RUN = 12  # neighbouring active channels
KEPT = (0.16, 0.5, 0.84)
SORTS = sys.argv[1:] == ["sort"]


def compute(path, max_evts, probabilities):
    """All numbers, blocks of twelve channels on two threads."""
    with open_file(path) as file:
        events, is_self, valid = read_events(file, max_evts)
        dataset = file["light/wvfm/data"]
        compressed = dataset.compression is not None
        info = [dataset.id.get_chunk_info_by_coord((int(event),)) for event in events]
    places = [(chunk.byte_offset, chunk.size) for chunk in info]
    numbers = {
        "power": np.empty((len(probabilities), 8, 48, BINS), np.float32),
        "baseline": np.empty((3, 8, 48)),
        "noise": np.empty((3, 8, 48)),
        **{name: np.empty((8, 48), np.float64) for name in ("max", "min")},
        **{name: np.empty((8, 48), np.int64) for name in ("clipped", "lower", "negative", "over")},
    }
    jumps = []
    fd = os.open(path, os.O_RDONLY)
    with ThreadPoolExecutor(THREADS) as pool:
        whole = unpack(pool, fd, places) if compressed else None

        def block(task):
            adc, run = divmod(task, 4)
            first = int(ACTIVE[run * RUN])
            if compressed:
                samples = whole[:, adc, first : first + RUN]
            else:
                samples = np.empty((len(events), RUN, SAMPLES), np.int16)
                offset = (adc * 64 + first) * SAMPLES * 2
                for row, (address, _) in zip(samples, places):
                    os.preadv(fd, [row], address + offset)
            own = slice(run * RUN, (run + 1) * RUN)
            is_valid = valid[:, adc, own]
            jumps.append(time_domain(samples, is_valid, is_self, numbers, adc, own))
            powers(samples, is_valid, probabilities, numbers["power"][:, adc, own])

        list(pool.map(block, range(32)))
    os.close(fd)
    numbers["jump"] = max(jumps)
    return numbers


def unpack(pool, fd, places):
    """All events of a compressed file. zlib and reading let go of the interpreter lock."""
    whole = np.empty((len(places), 8, 64, SAMPLES), np.int16)

    def one(event):
        address, size = places[event]
        raw = zlib.decompress(os.pread(fd, size, address), bufsize=whole[0].nbytes)
        # The samples are the first member of a row.
        samples = np.frombuffer(raw, np.int16, count=whole[event].size)
        whole[event] = samples.reshape(whole.shape[1:])

    list(pool.map(one, range(len(places))))
    return whole


def time_domain(samples, valid, is_self, numbers, adc, own):
    """Everything but spectra; integers as long as possible. Returns the largest step."""
    head = samples[:, :, :50].astype(np.float32)
    baseline = head.mean(axis=2, dtype=np.float64)
    noise = head.std(axis=2, dtype=np.float64)
    highest, lowest = samples.max(axis=2), samples.min(axis=2)
    above, below = highest - baseline, lowest - baseline
    for values, name in ((baseline, "baseline"), (noise, "noise")):
        for place, channel in enumerate(range(own.start, own.stop)):
            mine = values[is_self & valid[:, place], place]
            numbers[name][:, adc, channel] = np.quantile(mine, KEPT) if len(mine) else np.nan
    numbers["max"][adc, own] = above.max(axis=0, where=valid, initial=-np.inf)
    numbers["min"][adc, own] = below.min(axis=0, where=valid, initial=np.inf)
    numbers["clipped"][adc, own] = ((highest >= UPPER_RAIL) & valid).sum(axis=0)
    numbers["lower"][adc, own] = ((lowest <= LOWER_RAIL) & valid).sum(axis=0)
    numbers["negative"][adc, own] = ((below < -THRESHOLD) & valid).sum(axis=0)
    numbers["over"][adc, own] = ((above > THRESHOLD) & valid).sum(axis=0)
    # |difference| of int16 fits unsigned 16 bits: the difference modulo 2^16, negated where w falls.
    left, right = samples[:, :, :-1], samples[:, :, 1:]
    step = np.maximum(left, right).view(np.uint16)
    step -= np.minimum(left, right).view(np.uint16)
    return int(step.max(axis=2).max(where=valid, initial=0))


def powers(samples, valid, probabilities, out):
    """Quantiles of the power of each channel, one channel at a time so that it stays in cache."""
    for channel in range(samples.shape[1]):
        mine = samples[:, channel]
        if not valid[:, channel].all():
            mine = mine[valid[:, channel]]
        count = len(mine)
        if count == 0:
            out[:, channel] = np.nan
            continue
        first = mine[:, 0].astype(np.float32)
        w = mine.astype(np.float32)
        w -= first[:, None]
        spectrum = scipy.fft.rfft(w, axis=1, overwrite_x=True, workers=1)
        spectrum[:, 0] += first * SAMPLES
        parts = spectrum.view(np.float32)
        np.square(parts, out=parts)
        power = parts[:, ::2] + parts[:, 1::2]
        rows = np.ascontiguousarray(power.T)
        positions = [p * (count - 1) for p in probabilities]
        ranks = sorted({min(int(p) + i, count - 1) for p in positions for i in (0, 1)})
        if SORTS:
            rows.sort(axis=1)
        else:
            rows.partition(ranks, axis=1)
        factor = np.float32(2 * (VOLTS / BINS) ** 2)
        for place, position in enumerate(positions):
            rank = int(position)
            low, high = rows[:, rank], rows[:, min(rank + 1, count - 1)]
            out[place, channel] = (low + (high - low) * np.float32(position - rank)) * factor


if __name__ == "__main__":
    answer(compute)
