"""Programs of this folder as processes that serve, and clients that behave badly."""

import contextlib
import itertools
import json
import os
import socket
import tempfile
import zlib
from pathlib import Path

from faults import live
from faults.live import HOST, Answer, Live, get, request, wait_for

PROGRAMS = Path(__file__).parent / "programs"
# Below the ports that clients get from the system: none of these can take one away. And where each
# run of the tests begins elsewhere, two at once, of two clones, seldom want the same.
PORTS_OF_A_WORKER = 500
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
FIRST_PORT = 10000 + zlib.crc32(RUN.encode()) % 18000

_ports = itertools.cycle(range(PORTS_OF_A_WORKER))


def free_port():
    """Return a port of this worker's own that nobody listens on."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").lstrip("gw"))
    for number in _ports:
        port = FIRST_PORT + worker * PORTS_OF_A_WORKER + number
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((HOST, port))
            return port


class Serving(Live):
    """A program that serves at `port`, and raw connections to it."""

    def stats(self):
        """Return what the server holds, as its /_stats says; without this question's own slot."""
        stats = json.loads(self.get("/_stats").body)
        stats["slots"] -= 1
        return stats

    def wait_for_stats(self, **wanted):
        """Wait until the stats are as wanted; fail with the last ones if they never are."""
        last = {}

        def as_wanted():
            last.update(self.stats())
            return all(last[name] == value for name, value in wanted.items())

        assert wait_for(as_wanted), last

    def say(self, said, *, narrow=False):
        """Return a new connection over which `said` was said; a narrow one takes little."""
        sock = self.socket()
        if narrow:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        sock.connect((HOST, self.port))
        sock.sendall(said)
        return sock

    def wait_until_it_ends(self):
        """Wait for the process to end by itself; return its exit status."""
        return self.process.wait(live.PATIENCE)

    def check(self):
        """The process lives, serves, and has said nothing."""
        assert self.lives(), "the process has ended:\n" + self.said()
        assert self.get("/").status == 200, self.said()
        assert not self.said(), "it complains:\n" + self.said()


@contextlib.contextmanager
def serve(python, program="main.py", *, heap=None, port=None, **limits):
    """Start a program on a Python; limits are WebApp's, or debug."""
    args = [f"{name}={number}" for name, number in limits.items()]
    port = port or free_port()
    with tempfile.TemporaryDirectory() as folder:
        command = python.argv(PROGRAMS / program, port, *args, heap=heap)
        output = Path(folder) / "output"
        with Serving(command, folder, python.env(), output) as server:
            server.wait_until_it_listens(port)
            yield server


# ---- Stages of a request at which a client may leave or fall silent

HALF_HEAD = b"GET / HTTP/1.1\r\nHost: loc"
HALF_BODY = request("POST", "/body", "Content-Length: 1000", body=b"x" * 300)
IN_HANDLER = get("/sleep?400")
IN_HANDLER_WITH_BODY = request("POST", "/sleep?400", "Content-Length: 100", body=b"x" * 50)
READING = get("/large?8000")
STAGES = {
    "connected": b"",
    "half a head": HALF_HEAD,
    "head": request("POST", "/count", "Content-Length: 1000"),
    "half a body": HALF_BODY,
    "half a chunk": request("POST", "/count", "Transfer-Encoding: chunked", body=b"50\r\nxx"),
    "in the handler": IN_HANDLER,
    "in the handler, half a body": IN_HANDLER_WITH_BODY,
    "reading": READING,
}


def connect_at(server, stage):
    """Return a connection that is at a stage of STAGES."""
    return server.say(STAGES[stage], narrow=True)


@contextlib.contextmanager
def keep_busy(server, number):
    """Have so many handlers wait for their clients; in the end all of them are served."""
    said = request("POST", "/count", "Content-Length: 1", "Expect: 100-continue")
    socks = [server.say(said) for _ in range(number)]
    for sock in socks:
        # It is told to go on by the handler, which waits for it from now on.
        assert sock.recv(1000).startswith(b"HTTP/1.1 100 ")
    yield
    for sock in socks:
        sock.sendall(b"x")
    assert [read_answer(sock).body for sock in socks] == [b"1 bytes"] * number


def read_answer(sock):
    """Return all that comes, also where a reset ends it."""
    pieces = []
    with contextlib.suppress(ConnectionResetError):
        while piece := sock.recv(65536):
            pieces.append(piece)
    return Answer(b"".join(pieces))
