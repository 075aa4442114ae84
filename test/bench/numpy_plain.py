"""The numbers of a FLOW file as one writes them down with NumPy: float64, NaN for what is invalid."""

import warnings

import numpy as np
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

warnings.simplefilter("ignore", RuntimeWarning)


def compute(path, max_evts, probabilities):
    """All numbers, one ADC after the other."""
    with open_file(path) as file:
        events, is_self, valid = read_events(file, max_evts)
        samples = file["light/wvfm/data"]["samples"][events]
    parts = [adc_numbers(samples[:, adc][:, ACTIVE], valid[:, adc], is_self, probabilities)
             for adc in range(8)]
    stacked = {name: np.stack([part[name] for part in parts], axis=-2)
               for name in ("baseline", "noise")}
    stacked["power"] = np.stack([part["power"] for part in parts], axis=1)
    for name in ("clipped", "negative", "lower", "over", "max", "min"):
        stacked[name] = np.stack([part[name] for part in parts])
    stacked["jump"] = max(part["jump"] for part in parts)
    return stacked


def adc_numbers(samples, valid, is_self, probabilities):
    """Numbers of one ADC's active channels, [event][channel][sample]."""
    w = samples.astype(np.float64)
    w[~valid] = np.nan
    baseline = w[:, :, :50].mean(axis=2)
    noise = w[:, :, :50].std(axis=2)
    highest = w.max(axis=2) - baseline
    lowest = w.min(axis=2) - baseline
    spectra = np.fft.rfft(w * VOLTS, axis=2)
    power = 2 * np.abs(spectra / spectra.shape[2]) ** 2
    kept = (0.16, 0.5, 0.84)
    return {
        "baseline": np.nanquantile(baseline[is_self], kept, axis=0),
        "noise": np.nanquantile(noise[is_self], kept, axis=0),
        "max": np.nanmax(highest, axis=0),
        "min": np.nanmin(lowest, axis=0),
        "clipped": (w >= UPPER_RAIL).any(axis=2).sum(axis=0),
        "lower": (w <= LOWER_RAIL).any(axis=2).sum(axis=0),
        "negative": (lowest < -THRESHOLD).sum(axis=0),
        "over": (highest > THRESHOLD).sum(axis=0),
        "jump": np.nanmax(np.abs(np.diff(w, axis=2))),
        "power": np.nanquantile(power, probabilities, axis=0),
    }


if __name__ == "__main__":
    answer(compute)
