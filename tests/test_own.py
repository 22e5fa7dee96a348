"""The programs of "Build your own picoweb", each on a real socket, on every Python."""

import contextlib
import socket

import pytest
from faults import live

from tools.runtimes import ROOT

OWN = ROOT / "tutorial" / "own"
GET = b"GET %s HTTP/1.1\r\nHost: greenhouse\r\n\r\n"

# step, what a client says, what its answer ends with
CONVERSATIONS = [
    ("1_echo", b"Hello\nAnybody?\n", b"Hello\nAnybody?\n"),
    ("2_page", GET % b"/tomatoes", b'\r\n\r\nYou asked for "/tomatoes".\n'),
    ("2_page", b"Hello\r\n\r\n", b"That is no request."),
    ("3_stream", GET % b"/", b"<p>3 times 3 is 9</p>\n"),
    ("4_routes", GET % b"/squares", b"<p>3 times 3 is 9</p>\n"),
    ("4_routes", GET % b"/nowhere", b"404 Not Found"),
]
STEPS = sorted(path.parent.name for path in OWN.glob("*/app.py"))


@contextlib.contextmanager
def serving(python, step, scratch):
    """The Live of a step, which serves for the length of this block."""
    program = scratch / "run.py"
    program.write_text("import sys\nimport app\n\napp.run('127.0.0.1', int(sys.argv[1]))\n")
    folder = OWN / step
    with live.start(python, program, folder, scratch / "output", paths=[folder]) as server:
        yield server


def converse(server, said):
    with server.connect() as client:
        client.sendall(said)
        client.shutdown(socket.SHUT_WR)
        return live.read_all(client)


@pytest.mark.parametrize("step", STEPS)
def test_step_answers_over_a_socket(python, step, tmp_path):
    spoken = [(said, end) for name, said, end in CONVERSATIONS if name == step]
    assert spoken
    with serving(python, step, tmp_path) as server:
        for said, end in spoken:
            assert converse(server, said).endswith(end)


def test_two_clients_are_answered_at_once(python, tmp_path):
    with serving(python, "1_echo", tmp_path) as server:
        with server.connect() as first:
            first.sendall(b"one\n")
            assert first.recv(10) == b"one\n"
            assert converse(server, b"two\n") == b"two\n"
            first.sendall(b"three\n")
            assert first.recv(10) == b"three\n"
