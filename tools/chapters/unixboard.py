"""A MicroPython of this machine behind a PTY, so that mpremote finds a board there.

Two pseudo-terminals with a thread between them: the interpreter keeps the one it was started
on, whose queues it empties each time it changes between REPL and program; the client's loses
nothing. Like a board, it starts again after a soft reset (Ctrl-D), which ends the unix port.
Unlike one, it does not hear Ctrl-C while a program runs: give every run a time limit.
"""

import contextlib
import os
import pty
import selectors
import signal
import subprocess
import termios
import threading
import time
import tty

PROMPT = b">>> "
RAW_REPL = b"\x01"


class UnixBoard:
    """Power on a board: `argv` started in `folder`, its filesystem; `device` is its port."""

    def __init__(self, argv, env, folder):
        self.how_to_start = argv, env, folder
        self.client, self.port = open_pty()
        self.device = os.ttyname(self.port)
        self.status = None  # how it ended, once it has
        self.off = False
        self.start()
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def start(self):
        argv, env, folder = self.how_to_start
        self.board, own = open_pty()
        self.child = subprocess.Popen(
            argv, env=env, cwd=folder, stdin=own, stdout=own, stderr=own, start_new_session=True
        )
        os.close(own)
        self.skip_banner()

    def skip_banner(self):
        """Wait for the first prompt: what is typed before it is thrown away."""
        said = b""
        while not said.endswith(PROMPT):
            piece = read(self.board)
            if not piece:
                break  # it did not start; serve() finds out how it ended
            said += piece

    def serve(self):
        """Carry bytes until the interpreter ends other than by a soft reset."""
        while True:
            self.carry()
            os.close(self.board)
            self.status = self.child.wait()
            if self.status != 0 or self.off:
                break
            os.write(self.client, b"soft reboot\r\n")
            self.start()
            os.write(self.board, RAW_REPL)  # a board stays in the raw REPL over a soft reset
        self.wait_until_read()
        os.close(self.client)  # the client sees the port vanish

    def carry(self):
        other = {self.board: self.client, self.client: self.board}
        with selectors.DefaultSelector() as selector:
            for end in other:
                selector.register(end, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    data = read(key.fd)
                    if not data:
                        return
                    write(other[key.fd], data)

    def wait_until_read(self):
        """Closing a PTY discards what its other end has not read: the last words."""
        end = time.monotonic() + 1
        with selectors.DefaultSelector() as selector:
            selector.register(self.port, selectors.EVENT_READ)
            while selector.select(0) and time.monotonic() < end and not self.off:
                time.sleep(0.01)

    def close(self):
        """Power off."""
        self.off = True
        while self.thread.is_alive():  # again, where it was just about to restart
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.child.pid, signal.SIGKILL)
            with contextlib.suppress(termios.error):  # what it still says, nobody reads
                termios.tcflush(self.port, termios.TCIFLUSH)
            self.thread.join(0.1)
        os.close(self.port)


def open_pty():
    """Return the two ends of a terminal that passes every byte as it is."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    return ours, theirs


def read(end):
    try:
        return os.read(end, 4096)
    except OSError:  # EIO: nobody is at the other end
        return b""


def write(end, data):
    while data:
        data = data[os.write(end, data) :]
