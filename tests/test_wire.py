"""What picoweb answers to what clients say, byte for byte, in memory, on every Python.

The tables are on_every_python/wire_*.py. Each case is run again one byte at a time, and again
with every possible cut in two.
"""

from pathlib import Path

import pytest

WIRE = Path(__file__).parent / "on_every_python" / "wire.py"


@pytest.mark.parametrize("mode", ["whole", "bytes", "halves"])
def test_wire(python, run_cases, mode):
    # The cuts in two are most of the cases; what they cover, the other modes cover as well.
    run_cases(python, WIRE, mode, measured=mode != "halves")
