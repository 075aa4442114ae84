"""Answers a list of tasks on standard input: writes each file that is asked for, and prints its numbers.

    [{"path": …, "description": …, "mostEvents": 5, "mostSpectra": 4, "write": {…} or null}, …]
"""

import json
import sys
import warnings

import numpy as np
from dark_numbers import dark_numbers
from file_numbers import file_numbers
from flow_layouts import write_file


def plain(value):
    """As JSON has it: arrays flat, null for NaN."""
    if isinstance(value, dict):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return [None if number != number else number for number in value.ravel().tolist()]
    return value.item() if isinstance(value, np.generic) else value


warnings.simplefilter("error")
for task in json.load(sys.stdin):
    if task["write"]:
        write_file(task["path"], task["description"], **task["write"])
    asked = (task["path"], task["description"], task["mostEvents"], task["mostSpectra"])
    numbers = {**file_numbers(*asked), "dark": dark_numbers(*asked)}
    print(json.dumps(plain(numbers), allow_nan=False))
