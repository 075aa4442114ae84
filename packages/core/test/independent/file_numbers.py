"""The numbers of a FLOW file as the contract defines them, with NumPy in double precision."""

import h5py
import numpy as np
from described_channels import described_channels, read_description

QUANTILES = {"p16": 0.16, "p50": 0.5, "p84": 0.84}
LINES_MHZ = (0.5, 1.8, 4.6, 7.1, 8.5, 10, 11.5, 19, 20, 25, 30)
VOLTS = 1 / (8191 * 4)
CODES = {"beam": 1, "self": 0}


def chosen(count, most):
    """Events spread over the file, the first and the last among them."""
    return np.unique(np.floor(np.linspace(0, count - 1, min(most, count)))).astype(int)


def read_selected(path, most_events):
    """Rows of the events that are analysed, their samples, and their numbers in the file."""
    with h5py.File(path) as file:
        rows = file["light/events/data"][:]
        selected = chosen(len(rows), most_events)
        return rows[selected], file["light/wvfm/data"]["samples"][selected], selected


def file_numbers(path, description_path, most_events, most_spectra):
    """All numbers that are compared; arrays are [ADC][channel], NaN or null where nothing is known."""
    places = described_channels(description_path)
    _, own, adcs, channels = read_description(description_path)
    rows, samples, selected = read_selected(path, most_events)
    spectrum_positions = chosen(len(selected), most_spectra)
    active = np.zeros((adcs, channels), bool)
    for adc, channel in places:
        active[adc, channel] = True
    valid = (rows["wvfm_valid"] == 1) & active
    if "trig_type" in rows.dtype.names:
        codes = rows["trig_type"].astype(int)
        classes = {name: codes == code for name, code in CODES.items()}
        baseline_class = "self"
    else:
        classes = {}
        baseline_class = "all"
    classes["all"] = np.ones(len(selected), bool)

    shape = (len(selected), adcs, channels)
    features = {name: np.full(shape, np.nan) for name in ("baseline", "noise", "max", "min", "jump")}
    power = np.full((3, adcs, channels, samples.shape[-1] // 2 + 1), np.nan)
    for adc in range(adcs):
        w = samples[:, adc].astype(np.float64)
        features["baseline"][:, adc] = w[..., :50].mean(-1)
        features["noise"][:, adc] = w[..., :50].std(-1)
        features["max"][:, adc] = w.max(-1)
        features["min"][:, adc] = w.min(-1)
        features["jump"][:, adc] = np.abs(np.diff(w)).max(-1)
        for channel in np.flatnonzero(active[adc]):
            own_events = [p for p in spectrum_positions if valid[p, adc, channel]]
            if own_events:
                spectrum = np.fft.rfft(w[own_events, channel] * VOLTS)
                powers = 2 * np.abs(spectrum / spectrum.shape[-1]) ** 2
                power[:, adc, channel] = np.quantile(powers, list(QUANTILES.values()), axis=0)
    for values in features.values():
        values[~valid] = np.nan

    threshold = own.get("threshold_adc16", 500)
    lower_rail, upper_rail = own.get("rails_adc16", (-32764, 32760))
    highest = features["max"] - features["baseline"]
    lowest = features["min"] - features["baseline"]
    over = highest > threshold
    flags = {
        "clipped": features["max"] >= upper_rail,
        "lowerRail": features["min"] <= lower_rail,
        "negative": lowest < -threshold,
    }
    among = denominators(places, over, valid)
    jump = features["jump"]
    frequency = np.arange(power.shape[-1]) * 1000 / (own.get("sample_ns", 16) * samples.shape[-1])
    bins = [int(np.argmin(np.abs(frequency - line))) for line in LINES_MHZ]
    return {
        "groups": grouping(places, adcs, channels),
        "selected": selected,
        "spectrumEvents": selected[spectrum_positions],
        "baselineClass": baseline_class,
        "eventCount": {name: is_of.sum() for name, is_of in classes.items()},
        "validCount": {name: valid[is_of].sum(0) for name, is_of in classes.items()},
        "baseline": quantiles(features["baseline"][classes[baseline_class]]),
        "noise": quantiles(features["noise"][classes[baseline_class]]),
        "amplitude": {
            name: quantiles(np.where(over, highest, np.nan)[is_of]) for name, is_of in classes.items()
        },
        "maxAmplitude": extreme(np.fmax, highest),
        "minAmplitude": extreme(np.fmin, lowest),
        "flags": {
            flag: {
                name: {
                    by: {"passed": (raised & total)[is_of].sum(0), "total": total[is_of].sum(0)}
                    for by, total in among.items()
                }
                for name, is_of in classes.items()
            }
            for flag, raised in flags.items()
        },
        "brightest": brightest_events(places, over & valid, highest, selected),
        "largestJump": {"size": np.nanmax(jump), "event": selected[first_largest(jump)]},
        "spectrumValidCount": valid[spectrum_positions].sum(0),
        "frequency": frequency,
        "lineBins": bins,
        "lines": dict(zip(QUANTILES, power[..., bins], strict=True)),
        "spectrumOfFirstActive": power[1][active][0],
    }


def brightest_events(places, over, amplitudes, selected):
    """[ADC, EPCB, event]: most light among the events with two channels of the EPCB over threshold."""
    members_of = {}
    for (adc, channel), place in places.items():
        members_of.setdefault((adc, place["epcb"]), []).append((adc, channel))
    found = []
    for (adc, epcb), members in sorted(members_of.items()):
        at = tuple(np.array(members).T)
        seen = over[:, at[0], at[1]].sum(1) >= 2
        light = np.where(seen, np.nansum(amplitudes[:, at[0], at[1]], 1), -1)
        if seen.any():
            found.append((light.max(), [adc, epcb, selected[int(np.argmax(light))]]))
    most = sorted(found, key=lambda one: -one[0])[:64]
    return sorted(event for _, event in most)


def denominators(places, over, valid):
    """Valid waveforms of each channel that are counted: alone, by EPCB, by TPC, or all."""
    groups = {"epcb": {}, "tpc": {}}
    for (adc, channel), place in places.items():
        groups["epcb"].setdefault((adc, place["epcb"]), []).append((adc, channel))
        groups["tpc"].setdefault(place["tpc"], []).append((adc, channel))
    among = {"channel": over, "total": valid}
    for kind, members_of in groups.items():
        among[kind] = np.zeros_like(valid)
        for members in members_of.values():
            at = tuple(np.array(members).T)
            any_over = over[:, at[0], at[1]].any(1)
            among[kind][:, at[0], at[1]] = any_over[:, None] & valid[:, at[0], at[1]]
    return among


def quantiles(values):
    """Quantiles over events, by ADC and channel."""
    found = np.full((len(QUANTILES), *values.shape[1:]), np.nan)
    known = ~np.isnan(values)
    whole = known.all(0)
    if whole.any():
        found[:, whole] = np.quantile(values[:, whole], list(QUANTILES.values()), axis=0)
    for at in zip(*np.nonzero(known.any(0) & ~whole), strict=True):
        ours = (slice(None), *at)
        found[ours] = np.quantile(values[ours][known[ours]], list(QUANTILES.values()))
    return dict(zip(QUANTILES, found, strict=True))


def extreme(of_two, values):
    """The largest or smallest known value over events."""
    return of_two.reduce(values, axis=0)


def first_largest(values):
    """The first event that has the largest value."""
    return int(np.argmax(np.nanmax(np.nan_to_num(values, nan=-1), axis=(1, 2))))


def grouping(places, adcs, channels):
    """Tables [ADC][channel]; -1, or for heights null, where the channel is inactive."""
    tables = {}
    for name in ("module", "tpc", "trap", "side", "epcb", "height"):
        table = np.full((adcs, channels), np.nan if name == "height" else -1)
        for at, place in places.items():
            table[at] = place[name]
        tables[name] = table
    return tables
