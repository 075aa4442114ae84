"""Makes small FLOW files whose data lie elsewhere, or were never written, as h5py writes them.

Needs h5py and NumPy. Writes <name>.hdf5.gz for every file.
"""

import gzip
import os
import tempfile
from pathlib import Path

import h5py
import numpy as np

HERE = Path(__file__).parent
# A fill value of longer rows does not fit into HDF5's header.
ADCS, CHANNELS, SAMPLES, EVENTS = 8, 64, 50, 4
EVENT = np.dtype(
    [("utime_ms", "<u8", (ADCS,)), ("trig_type", "u1"), ("wvfm_valid", "u1", (ADCS, CHANNELS))]
)
WAVEFORM = np.dtype([("samples", "<i2", (ADCS, CHANNELS, SAMPLES))])
EVENTS_PATH, WAVEFORMS_PATH = "light/events/data", "light/wvfm/data"

events = np.zeros(EVENTS, EVENT)
events["utime_ms"] = 1_762_300_000_000 + 1200 * np.arange(EVENTS)[:, None]
events["wvfm_valid"] = 1
waveforms = np.zeros(EVENTS, WAVEFORM)
waveforms["samples"] = (
    -28000 + 4 * np.arange(EVENTS)[:, None, None, None] + 8 * (np.arange(SAMPLES) % 7)
)


def save(name, fill, **how):
    """Runs fill(file) in a directory of its own and keeps the file, compressed."""
    with tempfile.TemporaryDirectory() as directory:
        os.chdir(directory)
        with h5py.File("file.hdf5", "w", **how) as file:
            fill(file)
        packed = gzip.compress(Path("file.hdf5").read_bytes(), 9, mtime=0)
        (HERE / f"{name}.hdf5.gz").write_bytes(packed)


def add(file, path, rows, **how):
    file.create_dataset(path, data=rows, track_times=False, chunks=(1,), **how)


def whole(file):
    add(file, EVENTS_PATH, events)
    add(file, WAVEFORMS_PATH, waveforms)


def virtual(file, path, dtype, pieces):
    """A virtual dataset of pieces (rows, source file, dataset, rows of the source, its length)."""
    layout = h5py.VirtualLayout((EVENTS,), dtype)
    for rows, source, dataset, source_rows, length in pieces:
        layout[rows] = h5py.VirtualSource(source, dataset, (length,), dtype)[source_rows]
    file.create_virtual_dataset(path, layout)


def of_waveforms(*pieces):
    def fill(file):
        add(file, EVENTS_PATH, events)
        virtual(file, WAVEFORMS_PATH, WAVEFORM, pieces)

    return fill


def piece(rows, source="source.hdf5", dataset=WAVEFORMS_PATH, source_rows=None, length=EVENTS):
    return rows, source, dataset, rows if source_rows is None else source_rows, length


def virtual_events(file):
    virtual(file, EVENTS_PATH, EVENT, [piece(slice(0, 4), "gone.hdf5", EVENTS_PATH)])
    add(file, WAVEFORMS_PATH, waveforms)


def external(file):
    add(file, EVENTS_PATH, events)
    where = [("gone.raw", 0, h5py.h5f.UNLIMITED)]
    file.create_dataset(WAVEFORMS_PATH, (EVENTS,), WAVEFORM, external=where, track_times=False)


def half_written(file, path, rows, early=False, value=None):
    """Two rows are written; the others are the fill value."""
    create = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    if value is not None:
        create.set_fill_value(value)
    if early:
        create.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
        create.set_fill_time(h5py.h5d.FILL_TIME_ALLOC)
    data = file.create_dataset(
        path, (EVENTS,), rows.dtype, chunks=(1,), track_times=False, dcpl=create
    )
    data[:2] = rows[:2]


def unwritten_waveforms(early):
    def fill(file):
        add(file, EVENTS_PATH, events)
        value = np.zeros((), WAVEFORM)
        value["samples"] = -5
        half_written(file, WAVEFORMS_PATH, waveforms, early, value)

    return fill


def unwritten_events(file):
    half_written(file, EVENTS_PATH, events)
    add(file, WAVEFORMS_PATH, waveforms)


halves = [piece(slice(0, 2)), piece(slice(2, 4))]
save("source", whole)
save("virtual", of_waveforms(*halves))
save("virtual-latest", of_waveforms(*halves), libver="latest")
save("virtual-interleaved", of_waveforms(piece(slice(0, 4, 2)), piece(slice(1, 4, 2))))
save("virtual-gone", of_waveforms(halves[0], piece(slice(2, 4), "gone.hdf5")))
save("virtual-gap", of_waveforms(piece(slice(0, 3))))
save("virtual-short", of_waveforms(piece(slice(0, 4), source_rows=slice(2, 6), length=6)))
save("virtual-no-dataset", of_waveforms(piece(slice(0, 4), dataset="light/other")))
save("virtual-of-gone", of_waveforms(piece(slice(0, 4), "virtual-gone.hdf5")))
save("virtual-of-unwritten", of_waveforms(piece(slice(0, 4), "unwritten.hdf5")))
save("virtual-events", virtual_events)
save("external", external)
save("unwritten", unwritten_waveforms(early=False))
save("unwritten-allocated", unwritten_waveforms(early=True))
save("unwritten-events", unwritten_events)
