"""A program that serves, as a process of its own, and raw connections to it."""

import contextlib
import os
import resource
import signal
import socket
import struct
import subprocess
import time
from pathlib import Path

from tools import libraries
from tools.measure.servers import HOST, free_port

# Seconds that anything may take. Only what is broken takes so long: no test waits for it.
PATIENCE = 60


def original_environment():
    """Let a Pycopy import picoweb 1.8.2, and nothing of this repository."""
    return dict(os.environ, PYCOPYPATH=str(libraries.ensure_original()))


class Live:
    """A server process at `port`; use it in `with`. Its output is kept for failures."""

    def __init__(self, command, folder, env, output, patience=None):
        self.patience = patience or PATIENCE
        self.output = output
        self.connections = contextlib.ExitStack()
        with output.open("w") as said:
            self.process = subprocess.Popen(
                command,
                cwd=folder,
                env=env,
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
            )

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.connections.close()
        # SIGTERM first: a CPython that counts its coverage then writes it down.
        self.process.terminate()
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def wait_until_it_listens(self, port):
        self.port = port
        deadline = time.monotonic() + PATIENCE
        while not takes_clients(port):
            assert self.process.poll() is None, "it ended at once:\n" + self.said()
            assert time.monotonic() < deadline, "it does not listen:\n" + self.said()
            time.sleep(0.005)
        self.first_descriptors = self.settled_descriptors()

    def said(self):
        return self.output.read_text(errors="replace")

    # ---- asking

    def connect(self):
        """Return a new connection, which ends with the server if not before."""
        sock = self.socket()
        sock.connect((HOST, self.port))
        return sock

    def socket(self):
        sock = self.connections.enter_context(socket.socket())
        sock.settimeout(self.patience)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return sock

    def ask(self, said, *, half_close=False):
        """Say bytes over a new connection; return the answer, as long as it says it is."""
        with self.connect() as sock:
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                sock.sendall(said)
            if half_close:
                sock.shutdown(socket.SHUT_WR)
            return read_answer(sock)

    def get(self, path):
        return Answer(self.ask(get(path)))

    # ---- looking at the process

    def lives(self):
        return self.process.poll() is None

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def settled_descriptors(self):
        """Return their number when what just ended has been closed."""
        samples = []
        for _ in range(3):
            samples.append(self.descriptors())
            time.sleep(0.005)
        return min(samples)

    def cpu(self):
        """Return the CPU seconds that the process has used."""
        return int(Path(f"/proc/{self.process.pid}/schedstat").read_text().split()[0]) / 1e9

    def pause(self):
        """Stop the process, so that what is said meanwhile reaches it all at once."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def allow_descriptors(self, number):
        resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE, (number, number))


def start(runtime, script, folder, output, *, args=(), heap=None, original=False, paths=()):
    """Start a script that takes a port as its first argument; return the Live, listening."""
    port = free_port()
    command = runtime.argv(script, port, *args, heap=heap)
    env = original_environment() if original else runtime.env(*paths)
    live = Live(command, folder, env, output)
    try:
        live.wait_until_it_listens(port)
    except BaseException:
        live.__exit__()
        raise
    return live


def takes_clients(port):
    """Tell whether a process takes connections at a port, by one that ends at once."""
    # To look into /proc/net/tcp takes long after thousands of connections.
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


def read_all(sock):
    pieces = []
    while piece := sock.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def read_answer(sock):
    """Read one answer. Where it tells its length, do not wait for the server to close as well:
    it reads on for a second after an early error, so that a client that still sends sees that.
    """
    data = b""
    while not Answer(data).whole():
        piece = sock.recv(65536)
        if not piece:
            break
        data += piece
    return data


def reset(sock):
    """Close a connection as a crashed client does: by a reset."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def get(path, *lines):
    """Return the bytes of a GET that asks for the connection to close."""
    return request("GET", path, *lines)


def request(method, path, *lines, body=b""):
    head = [f"{method} {path} HTTP/1.1", "Host: localhost", "Connection: close", *lines, "", ""]
    return "\r\n".join(head).encode() + body


def form(body, *lines, path="/form"):
    """Return the bytes of a POST of a form, whose length is told."""
    return request("POST", path, f"Content-Length: {len(body)}", *lines, body=body)


def wait_for(condition, seconds=None):
    """Wait until condition() holds; tell whether it does."""
    deadline = time.monotonic() + (PATIENCE if seconds is None else seconds)
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


class Answer:
    """The parts of a response: `status` (int, 0 if there was none), `head` and `body` bytes."""

    def __init__(self, data):
        self.data = data
        self.head, _, self.body = data.partition(b"\r\n\r\n")
        words = self.head.split(None, 2)
        self.status = int(words[1]) if len(words) > 1 and words[1].isdigit() else 0

    def __repr__(self):
        return f"<{self.data[:300]!r}>"

    def whole(self):
        length = self.header("Content-Length")
        return length is not None and len(self.body) >= int(length)

    def header(self, name):
        """Return the value of a header as text, or None."""
        if not self.data.startswith(self.head + b"\r\n\r\n"):
            return None  # the head has not arrived yet
        for line in self.head.decode("latin-1").split("\r\n")[1:]:
            key, _, value = line.partition(":")
            if key.lower() == name.lower():
                return value.strip()
        return None
