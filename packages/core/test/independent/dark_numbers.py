"""What dark waveforms and lit events of a FLOW file say of its channels, with NumPy."""

import numpy as np
from described_channels import described_channels, read_description
from file_numbers import LINES_MHZ, VOLTS, chosen, quantiles, read_selected

HALF_WIDTH = 12


def dark_numbers(path, description_path, most_events, most_spectra):
    """All numbers that are compared; arrays are [ADC][channel], NaN where nothing is known."""
    places = described_channels(description_path)
    _, own, adcs, channels = read_description(description_path)
    rows, samples, _ = read_selected(path, most_events)
    active = np.zeros((adcs, channels), bool)
    for at in places:
        active[at] = True
    valid = (rows["wvfm_valid"] == 1) & active
    w = samples.astype(np.float64)
    start = w[..., :50]
    baseline, noise = start.mean(-1), start.std(-1)
    amplitude = w.max(-1) - baseline
    constant = valid & (w.max(-1) - w.min(-1) < 4)
    threshold = own.get("threshold_adc16", 500)

    median_noise = quantiles(np.where(valid, noise, np.nan))["p50"]
    quiet = valid & (noise <= 3 * median_noise)

    gain = np.full(valid.shape, np.nan)
    light = np.full(valid.shape, np.nan)
    for tpc in {place["tpc"] for place in places.values()}:
        members = [at for at, place in places.items() if place["tpc"] == tpc]
        for event in range(len(w)):
            known = [at for at in members if valid[(event, *at)]]
            if not known:
                continue
            of_tpc = np.median([amplitude[(event, *at)] for at in known])
            if of_tpc > threshold:
                for at in known:
                    gain[(event, *at)] = amplitude[(event, *at)] / of_tpc
                    light[(event, *at)] = of_tpc

    mean = w.mean(-1)
    above, below = w.max(-1) - mean, mean - w.min(-1)
    # Half a unit in the last place of the mean: equal extremes are within a factor of two.
    even = (above <= 2 * below + 1e-9) & (below <= 2 * above + 1e-9)
    dark = valid & ~constant & even & ((amplitude <= threshold) | (amplitude <= 8 * noise))
    in_spectra = np.zeros(len(w), bool)
    in_spectra[chosen(len(w), most_spectra)] = True
    dark &= in_spectra[:, None, None]
    frequency = np.arange(w.shape[-1] // 2 + 1) * 1000 / (own.get("sample_ns", 16) * w.shape[-1])
    power = np.full((adcs, channels, len(frequency)), np.nan)
    count = dark.sum(0)
    for at in zip(*np.nonzero(count), strict=True):
        spectra = np.fft.rfft(w[(dark[(slice(None), *at)], *at)] * VOLTS)
        power[at] = np.median(2 * np.abs(spectra / len(frequency)) ** 2, axis=0)
    excess = np.full(power.shape, np.nan)
    excess[count > 0] = excess_of(power[count > 0])
    is_maximum = np.zeros(power.shape, bool)
    inner = power[..., 1:-1]
    is_maximum[..., 1:-1] = (inner > power[..., :-2]) & (inner >= power[..., 2:])
    bins = [int(np.argmin(np.abs(frequency - line))) for line in LINES_MHZ]
    return {
        "darkBaseline": quantiles(np.where(quiet, baseline, np.nan)),
        "darkNoise": quantiles(np.where(quiet, noise, np.nan)),
        "darkCount": quiet.sum(0),
        "constantCount": constant.sum(0),
        "gain": quantiles(gain),
        "litCount": (~np.isnan(gain)).sum(0),
        "faintCount": (gain < 0.1).sum(0),
        "light": quantiles(light)["p50"],
        "lineCount": count,
        "watched": excess[..., bins],
        "peaks": [peaks(excess, is_maximum, count, frequency, at) for at in np.ndindex(count.shape)],
    }


def excess_of(power):
    """ln of power [channel][bin] over the median of the bins around it, without the first and the last."""
    found = np.full(power.shape, np.nan)
    last = power.shape[-1] - 2
    for k in range(3, last - 1):
        beside = min(HALF_WIDTH, k - 1, last - k)
        if beside >= 2:
            smooth = np.median(power[:, k - beside : k + beside + 1], axis=1)
            found[:, k] = np.log(power[:, k] / smooth)
    return found


def peaks(excess, is_maximum, count, frequency, at):
    """[MHz, ln over the own spectrum, ln over other ADCs] of the local maxima, the highest first."""
    if count[at] == 0:
        return []
    least = max(np.log(1.5), 4 / np.log(2) / np.sqrt(count[at]))
    with np.errstate(invalid="ignore"):
        bins = np.flatnonzero(is_maximum[at] & (excess[at] > least))
    highest = sorted(bins, key=lambda k: -excess[at][k])[:16]
    found = []
    for k in highest:
        others = np.delete(excess[..., k], at[0], axis=0)
        known = others[~np.isnan(others)]
        over = excess[at][k] - np.median(known) if len(known) else None
        found.append([frequency[k], excess[at][k], over])
    return found
