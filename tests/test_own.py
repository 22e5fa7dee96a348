"""The programs of "Build your own picoweb", each on a real socket, on every Python."""

import contextlib
import socket
import subprocess
import time

import pytest

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
    """The port at which a step serves for the length of this block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    program = scratch / "run.py"
    program.write_text(f"import app\napp.run('127.0.0.1', {port})\n")
    env = python.env(OWN / step)
    server = subprocess.Popen(python.argv(program), env=env, cwd=OWN / step)
    try:
        wait_for(server, port)
        yield port
    finally:
        server.kill()
        server.wait()


def wait_for(server, port, seconds=60):
    limit = time.monotonic() + seconds
    while server.poll() is None and time.monotonic() < limit:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    pytest.fail("it does not listen")


def converse(port, said):
    with socket.create_connection(("127.0.0.1", port), 60) as client:
        client.sendall(said)
        client.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: client.recv(4096), b""))


@pytest.mark.parametrize("step", STEPS)
def test_step_answers_over_a_socket(python, step, tmp_path):
    spoken = [(said, end) for name, said, end in CONVERSATIONS if name == step]
    assert spoken
    with serving(python, step, tmp_path) as port:
        for said, end in spoken:
            assert converse(port, said).endswith(end)


def test_two_clients_are_answered_at_once(python, tmp_path):
    with serving(python, "1_echo", tmp_path) as port:
        with socket.create_connection(("127.0.0.1", port), 60) as first:
            first.sendall(b"one\n")
            assert first.recv(10) == b"one\n"
            assert converse(port, b"two\n") == b"two\n"
            first.sendall(b"three\n")
            assert first.recv(10) == b"three\n"
