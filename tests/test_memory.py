"""Clients, logs and limits in memory, on every Python."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent / "on_every_python"


@pytest.mark.parametrize("script", ["client", "memory"])
def test_in_memory(python, run_cases, script):
    run_cases(python, HERE / f"{script}.py")
