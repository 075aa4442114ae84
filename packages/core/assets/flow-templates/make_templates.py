"""Makes the empty FLOW files that simulated ones are written into.

One file a layout: today's (trigger types, waveforms with their clipped flags) or that of older
producers without trigger types, gzip or raw. h5wasm can fill such files but
cannot create array members of a compound; other numbers of ADCs, channels and samples are set in a
copy (src/flow/simulation/template.ts). Run with h5py:

    python make_templates.py
"""

from itertools import product
from pathlib import Path

import h5py
import numpy as np

ADCS, CHANNELS, SAMPLES = 8, 64, 1000
EVENTS, WAVEFORMS = "light/events", "light/wvfm"
EVENTS_REF = f"{EVENTS}/ref/{WAVEFORMS}"
WAVEFORMS_REF = f"{WAVEFORMS}/ref/{EVENTS}"
REGION = np.dtype([("start", "<i4"), ("stop", "<i4")])


def event_type(typed):
    """The row of an event, as today's producer or the older one without trigger types writes it."""
    start = [("id", "<u8"), ("event", "<i4"), ("sn", "<i4", (ADCS,))]
    valid = ("wvfm_valid", "u1", (ADCS, CHANNELS))
    if typed:
        times = [("utime_ms", "<u8", (ADCS,)), ("tai_ns", "<u8", (ADCS,))]
        return np.dtype([*start, *times, valid, ("trig_type", "u1")])
    times = [("utime_ms", "<u8", (ADCS, CHANNELS)), ("tai_ns", "<u8", (ADCS, CHANNELS))]
    return np.dtype([*start, ("ch", "u1", (ADCS, CHANNELS)), *times, valid])


def waveform_type(typed):
    """The row of an event's waveforms."""
    samples = ("samples", "<i2", (ADCS, CHANNELS, SAMPLES))
    return np.dtype([samples, ("clipped", "?", (ADCS, CHANNELS))] if typed else [samples])


def make_template(path, typed, gzip):
    """Writes one template: all groups, attributes and datasets, with no rows."""
    filters = {"compression": "gzip", "compression_opts": 4} if gzip else {}

    def empty(name, dtype, chunk, columns=()):
        shape, most, chunks = (0, *columns), (None, *columns), (chunk, *columns)
        return file.create_dataset(
            name, shape, dtype, maxshape=most, chunks=chunks, track_times=False, **filters
        )

    with h5py.File(path, "w", libver="earliest") as file:
        empty(f"{EVENTS}/data", event_type(typed), 16 if typed else 4)
        empty(f"{WAVEFORMS}/data", waveform_type(typed), 1)
        ref = empty(f"{EVENTS_REF}/ref", "<u4", 1024, (2,))
        empty(f"{EVENTS_REF}/ref_region", REGION, 1024).attrs["ref"] = ref.name
        empty(f"{WAVEFORMS_REF}/ref_region", REGION, 1024).attrs["ref"] = ref.name
        ref.attrs["dset0"] = f"/{EVENTS}/data"
        ref.attrs["dset1"] = f"/{WAVEFORMS}/data"
        ref.attrs["ref_region0"] = f"/{EVENTS_REF}/ref_region"
        ref.attrs["ref_region1"] = f"/{WAVEFORMS_REF}/ref_region"
        file[EVENTS].attrs["class_version"] = "0.0.0"
        file[EVENTS].attrs["classname"] = "LightMPDEventGenerator"
        file[EVENTS].attrs["n_adcs"] = ADCS
        file[EVENTS].attrs["n_channels"] = CHANNELS
        file[EVENTS].attrs["n_samples"] = SAMPLES


if __name__ == "__main__":
    for typed, gzip in product((True, False), repeat=2):
        name = f"{'typed' if typed else 'untyped'}-{'gzip' if gzip else 'raw'}.hdf5"
        make_template(Path(__file__).with_name(name), typed, gzip)
