"""Logging in: tables on every Python, and clients that know how."""

from pathlib import Path

HERE = Path(__file__).parent / "on_every_python"


def test_auth(python, run_cases):
    run_cases(python, HERE / "part_auth.py")
