"""WebSockets: tables on every Python, and real clients over live sockets."""

from pathlib import Path

HERE = Path(__file__).parent / "on_every_python"


def test_part(python, run_cases):
    run_cases(python, HERE / "part_websocket.py")
