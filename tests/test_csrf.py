"""Cross-site request forgery: tables on every Python, and clients that say who asks or do not."""

from pathlib import Path

HERE = Path(__file__).parent / "on_every_python"


def test_csrf(python, run_cases):
    run_cases(python, HERE / "part_csrf.py")
