"""Writes small FLOW files in the layouts that producers have had, with seeded waveforms."""

import h5py
import numpy as np
from described_channels import described_channels, read_description

RAILS = (-32768, 32764)
CODES = (0, 1, 0, 0, 1, 0, 7)


def write_file(path, description_path, seed, events, samples, trigger, clipped, gzip):
    """Writes a file.

    trigger: dtype of `trig_type`; without one, times are written by channel as older producers did.
    clipped: where the waveforms' second member stands, "first", "last" or null.
    """
    _, own, adcs, channels = read_description(description_path)
    times = (adcs,) if trigger else (adcs, channels)
    fields = [("id", "<u8"), ("event", "<i4"), ("sn", "<i4", (adcs,))]
    fields += [("utime_ms", "<u8", times), ("tai_ns", "<u8", times)]
    fields += [("wvfm_valid", "u1", (adcs, channels))]
    if trigger:
        fields.append(("trig_type", trigger))
    rows = np.zeros(events, fields)
    rows["id"] = np.arange(events)
    rows["event"] = 1000 + rows["id"]
    since = 1200 * rows["id"].reshape(-1, *[1] * len(times))
    rows["utime_ms"] = 1_784_000_000_000 + since
    rows["tai_ns"] = since * 1_000_000
    # A board sends all its channels; one board has nothing to send in one event.
    rows["wvfm_valid"] = 1
    rows["wvfm_valid"][events // 2, adcs - 1] = 0
    if trigger:
        codes = np.resize(CODES, events)
        codes[codes > 1] *= -1 if "i" in trigger else 1
        rows["trig_type"] = codes == 1 if trigger == "?" else codes

    members = [("samples", "<i2", (adcs, channels, samples))]
    if clipped:
        place = 0 if clipped == "first" else 1
        members.insert(place, ("clipped", "?", (adcs, channels)))
    waveforms = np.zeros(events, members)
    low, high = own.get("baseline_range_adc16", (-30000, -26000))
    values = drawn(description_path, seed, rows["wvfm_valid"] == 1, samples, (low + high) / 2)
    waveforms["samples"] = values
    if clipped:
        waveforms["clipped"] = (values >= RAILS[1] - 4).any(-1)

    with h5py.File(path, "w") as file:
        for name, data in (("events", rows), ("wvfm", waveforms)):
            packed = {"compression": "gzip", "compression_opts": 1} if gzip else {}
            file.create_dataset(
                f"light/{name}/data", data=data, chunks=(1,), maxshape=(None,), **packed
            )


def drawn(description_path, seed, valid, samples, middle):
    """Baselines, noise, light in one TPC an event with undershoots, and channels that are silent."""
    random = np.random.default_rng(seed)
    shape = valid.shape[1:]
    baseline = middle + random.uniform(-600, 600, shape)
    noise = random.uniform(8, 30, shape)
    time = np.arange(samples)
    pulse = np.exp(-np.maximum(time - samples // 3, 0) / 40) * (time >= samples // 3)
    places = described_channels(description_path)
    tpcs = 1 + max(place["tpc"] for place in places.values())
    silent = random.random(shape) < 0.02
    values = np.zeros((*valid.shape, samples), "<i2")
    for event in range(len(valid)):
        w = baseline[..., None] + noise[..., None] * random.standard_normal((*shape, samples))
        lit = np.zeros(shape)
        for at, place in places.items():
            lit[at] = place["tpc"] == event % tpcs
        seen = random.random(shape) < 0.2
        size = lit * seen * random.exponential(30000, shape)
        undershoot = size * random.choice([0, 0.1, 8], shape, p=[0.6, 0.25, 0.15])
        w += size[..., None] * pulse - undershoot[..., None] * np.roll(pulse, samples // 3)
        w[silent] = 4 * np.round(baseline[silent, None] / 4)
        w[~valid[event]] = 0
        values[event] = np.clip(4 * np.round(w / 4), *RAILS)
    return values
