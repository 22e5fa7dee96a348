"""What picoweb answers to what clients say, byte for byte, in memory, on every Python.

The tables are on_every_python/wire_*.py. Each case is run again one byte at a time, and again
cut in two: at every place on CPython, which is fast; elsewhere, of the places among letters and
digits only at some, or that would take longer than all else.
"""

from pathlib import Path

import pytest

WIRE = Path(__file__).parent / "on_every_python" / "wire.py"


@pytest.mark.parametrize("mode", ["whole", "bytes"])
def test_wire(python, run_cases, mode):
    run_cases(python, WIRE, mode)


def test_wire_cut_in_two(python, run_cases):
    # What the cuts cover, the other modes cover as well.
    mode = "halves" if python.name == "cpython" else "joints"
    run_cases(python, WIRE, mode, measured=False)
