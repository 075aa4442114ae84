"""Makes numpy-selection.json: the events that NumPy selects, for pairs of numbers."""

import json
from pathlib import Path

import numpy as np

random = np.random.default_rng(1)
pairs = [(1, 1), (1, 500), (2, 1), (2, 2), (12, 5), (49, 7), (500, 500), (501, 500), (50000, 12)]
pairs += [(int(random.integers(1, 60000)), int(random.integers(1, 40))) for _ in range(60)]
rows = []
for count, most in pairs:
    points = np.linspace(0, count - 1, min(most, count))
    rows.append([count, most, np.unique(np.floor(points)).astype(int).tolist()])
lines = ",\n".join(json.dumps(row) for row in rows)
Path(__file__).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
