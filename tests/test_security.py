"""Careful headers and limits of requests: tables on every Python."""

from pathlib import Path

HERE = Path(__file__).parent / "on_every_python"


def test_tables(python, run_cases):
    run_cases(python, HERE / "part_security.py")
