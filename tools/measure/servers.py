"""Start a program under a Python, know when it listens, read what it used, end it."""

import contextlib
import os
import random
import signal
import socket
import subprocess
import time
from pathlib import Path

from tools.measure import trees

HOST = "127.0.0.1"


class Died(Exception):
    """The server ended before or while it was measured."""


def free_port():
    """Return a port that nobody uses.

    It is below those that the system gives to clients: one of these might be given away before
    the server listens there.
    """
    while True:
        port = random.randrange(15000, 32000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind((HOST, port))
            return port


class Server:
    """A program of a tree, as a process that listens on `port`; use it in `with`."""

    def __init__(self, tree, python, program, heap=None, before=()):
        self.port = free_port()
        limits = ["-X", f"heapsize={heap}k"] if heap else []
        command = [*before, python.executable, *limits, "-m", program, str(self.port)]
        self.errors = (tree / (program + ".stderr")).open("w+")
        self.process = subprocess.Popen(
            command,
            cwd=tree,
            env=trees.environment(tree),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self.errors,
            start_new_session=True,
        )

    def __enter__(self):
        try:
            self.wait_until_it_listens()
        except BaseException:
            self.end()
            raise
        return self

    def __exit__(self, *exc_info):
        self.end()

    def wait_until_it_listens(self, seconds=10):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Died(self.last_words())
            if listens(self.port):
                return
            time.sleep(0.005)
        raise Died(f"it does not listen after {seconds} seconds")

    def last_words(self):
        self.errors.seek(0)
        lines = self.errors.read().strip().splitlines()
        return lines[-1] if lines else "it ended without a word"

    def cpu(self):
        """Return the CPU time that the process has used so far, in seconds."""
        return int(Path(f"/proc/{self.process.pid}/schedstat").read_text().split()[0]) / 1e9

    def interrupt(self):
        """End the process by Ctrl-C's signal, so that a tracer around it can say its last."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)

    def end(self):
        """Kill the process, and with it the server where the process is a tracer."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.errors.close()


def listens(port):
    """Tell whether some process listens on a port, without troubling it by a connection."""
    wanted = f":{port:04X}"
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if fields[1].endswith(wanted) and fields[3] == "0A":
            return True
    return False
