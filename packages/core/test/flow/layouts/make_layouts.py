"""Makes small FLOW files in many HDF5 layouts, and layouts.expected.json with what h5py knows of each.

Two ADCs of two channels, 50 samples. Run with h5py, in this directory:

    python make_layouts.py
"""

import json
from pathlib import Path

import h5py
import numpy as np

ADCS, CHANNELS, SAMPLES = 2, 2, 50
EVENT = np.dtype([("utime_ms", "<u8", (ADCS,)), ("wvfm_valid", "u1", (ADCS, CHANNELS))])
WAVEFORM = np.dtype([("samples", "<i2", (ADCS, CHANNELS, SAMPLES))])
OLD, NEW, NEWEST = "earliest", ("v110", "v110"), "latest"
HERE = Path(__file__).parent


def waveforms(count, noisy):
    """Seeded waveforms; those of long files have one sample that is not zero."""
    random = np.random.default_rng(count)
    rows = np.zeros(count, WAVEFORM)
    if noisy:
        rows["samples"] = random.integers(-32768, 32768, rows["samples"].shape)
    else:
        rows["samples"][:, 1, 0, 7] = 1 + np.arange(count)
    return rows


def make(name, count, libver, direct, chunk=1, grows=True, early=False, userblock=0, **options):
    """Writes one file and returns its facts."""
    path = HERE / f"{name}.hdf5"
    noisy = count < 20
    rows = waveforms(count, noisy)
    dtype = options.pop("dtype", WAVEFORM)
    with h5py.File(path, "w", libver=libver, userblock_size=userblock) as file:
        for filler in range(options.pop("neighbours", 0)):
            file.create_group(f"light/wvfm/neighbour_{filler:03}")
        layout = {"maxshape": (None,)} if grows and chunk else {}
        if chunk:
            layout["chunks"] = (chunk,)
        create = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
        if early:
            create.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)
            options["dcpl"] = create
        linked = options.pop("linked", False)
        written = options.pop("written", count)
        target = "elsewhere" if linked else "light/wvfm/data"
        data = file.create_dataset(
            target, (count,), dtype, track_times=False, **layout, **options
        )
        data[:written] = rows[:written].astype(dtype) if dtype is WAVEFORM else padded(rows, dtype)
        if linked:
            file["light/wvfm/data"] = h5py.SoftLink("/elsewhere")
        events = np.zeros(count, EVENT)
        events["wvfm_valid"] = 1
        file.create_dataset("light/events/data", data=events, track_times=False, **small(count))
        chunks = []
        if data.chunks and data.id.get_num_chunks():
            for i in range(data.id.get_num_chunks()):
                info = data.id.get_chunk_info(i)
                chunks.append([info.chunk_offset[0] // data.chunks[0], info.byte_offset, info.size])
        elif not data.chunks and data.id.get_offset() is not None:
            chunks.append([0, data.id.get_offset(), data.id.get_storage_size()])
    return {"name": name, "events": count, "direct": direct, "chunks": chunks if direct else []}


def padded(rows, dtype):
    """Rows with other members around the samples, which are not zero."""
    wider = np.full(len(rows) * dtype.itemsize, 1, "u1").view(dtype)
    wider["samples"] = rows["samples"]
    return wider


def small(count):
    """Long tables of events are all the same and pack well."""
    return {"compression": "gzip", "chunks": (count,)} if count >= 20 else {}


GZIP = {"compression": "gzip"}
SAMPLES_MEMBER = ("samples", "<i2", (ADCS, CHANNELS, SAMPLES))
CLIPPED_MEMBER = ("clipped", "?", (ADCS, CHANNELS))
WIDER = np.dtype([("id", "<u4"), SAMPLES_MEMBER])
CLIPPED = np.dtype([SAMPLES_MEMBER, CLIPPED_MEMBER])
CLIPPED_FIRST = np.dtype([CLIPPED_MEMBER, SAMPLES_MEMBER])
ODD = np.dtype([("flag", "u1"), SAMPLES_MEMBER, ("after", "u1", (2,))])

facts = [
    make("old-raw", 7, OLD, True),
    make("old-raw-chunks-of-3", 7, OLD, True, chunk=3),
    make("old-gzip", 7, OLD, True, **GZIP),
    make("old-gzip-chunks-of-3", 7, OLD, True, chunk=3, **GZIP),
    make("old-gzip-shuffle", 7, OLD, True, shuffle=True, **GZIP),
    make("old-gzip-shuffle-chunks-of-3", 7, OLD, True, chunk=3, shuffle=True, **GZIP),
    make("old-gzip-deep-tree", 150, OLD, True, **GZIP),
    make("old-fixed-size", 7, OLD, True, grows=False),
    make("old-contiguous", 7, OLD, True, chunk=None),
    make("old-crowded-groups", 7, OLD, True, neighbours=12),
    make("new-single-chunk", 7, NEW, True, chunk=7, grows=False),
    make("new-single-chunk-gzip", 7, NEW, True, chunk=7, grows=False, **GZIP),
    make("new-implicit", 7, NEW, True, grows=False, early=True),
    make("new-fixed-array", 7, NEW, True, chunk=3, grows=False),
    make("new-fixed-array-gzip", 7, NEW, True, grows=False, **GZIP),
    make("new-fixed-array-paged", 1100, NEW, True, grows=False, **GZIP),
    make("new-extensible-array", 7, NEW, True),
    make("new-extensible-array-gzip", 7, NEW, True, shuffle=True, **GZIP),
    make("new-extensible-array-long", 600, NEW, True, **GZIP),
    make("new-contiguous", 7, NEW, True, chunk=None),
    make("newest-extensible-array", 7, NEWEST, True),
    make("wider-rows", 7, OLD, True, dtype=WIDER),
    make("clipped", 7, OLD, True, dtype=CLIPPED),
    make("clipped-first", 7, OLD, True, chunk=3, dtype=CLIPPED_FIRST),
    make("clipped-gzip", 7, OLD, True, chunk=3, dtype=CLIPPED, **GZIP),
    make("odd-rows", 7, OLD, True, dtype=ODD),
    make("odd-rows-contiguous", 7, OLD, True, chunk=None, dtype=ODD),
    make("odd-rows-gzip-shuffle", 7, NEW, True, chunk=3, dtype=ODD, shuffle=True, **GZIP),
    make("fletcher32", 7, OLD, False, fletcher32=True),
    make("lzf", 7, OLD, False, compression="lzf"),
    make("crowded-new-groups", 7, NEW, False, neighbours=12),
    make("soft-link", 7, OLD, False, linked=True),
    make("user-block", 7, OLD, False, userblock=512),
    make("missing-chunks", 7, OLD, False, written=4),
]
lines = ",\n".join(json.dumps(fact) for fact in facts)
(HERE / "layouts.expected.json").write_text(f"[\n{lines}\n]\n")
