"""Publish and subscribe: tables on every Python. With real clients: test_sse.py."""

from pathlib import Path

HERE = Path(__file__).parent / "on_every_python"


def test_topic(python, run_cases):
    run_cases(python, HERE / "part_topic.py")
