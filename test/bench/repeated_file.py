"""A FLOW file of as many events as wanted: those of a small, uncompressed one over and over.

All its counts are those of the small file times the repeats.

    python repeated_file.py SMALL.hdf5 LARGE.hdf5 REPEATS
"""

import sys

import h5py
import numpy as np

small_path, large_path, repeats = sys.argv[1], sys.argv[2], int(sys.argv[3])
with h5py.File(small_path) as small, h5py.File(large_path, "w") as large:
    events = np.tile(small["light/events/data"][:], repeats)
    events["id"] = np.arange(len(events))
    large.create_dataset("light/events/data", data=events)
    waveforms = small["light/wvfm/data"]
    chunks = [waveforms.id.read_direct_chunk((event,))[1] for event in range(len(waveforms))]
    written = large.create_dataset(
        "light/wvfm/data", (len(events),), waveforms.dtype, chunks=(1,)
    )
    for event in range(len(events)):
        written.id.write_direct_chunk((event,), chunks[event % len(chunks)])
