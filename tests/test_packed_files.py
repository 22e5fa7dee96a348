"""Packed files say the same as the files beside them, which is what some clients get instead."""

import gzip

import pytest

from tools.runtimes import ROOT

PACKED = [path for folder in ("tutorial", "examples") for path in (ROOT / folder).rglob("*.gz")]


@pytest.mark.parametrize("packed", PACKED, ids=lambda path: str(path.relative_to(ROOT)))
def test_packed_file_is_that_beside_it(packed):
    assert gzip.decompress(packed.read_bytes()) == packed.with_suffix("").read_bytes()
