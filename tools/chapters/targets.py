"""The Pythons that run a chapter: one class with ``run(name, source) -> (output, traceback)``.

A target is opened for one chapter, in a fresh interpreter whose current folder is a copy of
the chapter, so that nothing a chapter writes reaches the repository or the next chapter.
"""

import collections
import contextlib
import os
import pathlib
import secrets
import selectors
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass

from tools import libraries, runtimes
from tools.chapters import mpy

WORK = runtimes.BUILD / "chapters"
MOST_OUTPUT = 1 << 16  # bytes of one example: more is a loop that prints, not an answer
LAST_WORDS = 6  # lines


class Ended(Exception):
    """The target can run no further example; the text is a sentence that says why."""


class Hang(Ended):
    """It is still busy when its time is over."""


class Crash(Ended):
    """The interpreter ended, or the board restarted."""


class NotStarted(Ended):
    """It never became ready."""


@dataclass(frozen=True)
class Settings:
    """How a chapter is run: seconds to connect, seconds an example, heap, .mpy or .py."""

    connect: float = 20
    example: float = 20
    heap: str | None = None
    mpy: bool = False


class Target:
    """One Python that runs examples; subclasses say how it is reached."""

    heap = None

    def run(self, name, source):
        """Execute one example; return its output and its traceback ("" if it raised nothing).

        Raises Hang or Crash. State is kept from one example to the next.
        """
        raise NotImplementedError

    def close(self):
        """Let go of the interpreter, whatever state it is in."""
        raise NotImplementedError

    def heard(self):
        """Return what came on a second channel (stderr), where the target has one."""
        return ""


class Unix(Target):
    """An interpreter on this machine, which runs agent.py in a process of its own."""

    program = pathlib.Path(__file__).with_name("agent.py")

    def __init__(self, runtime, folder, settings):
        libraries.ensure()
        self.heap = settings.heap if runtime.name != "cpython" else None
        self.settings = settings
        self.mark = f"\x1e{secrets.token_hex(8)}\x1e"
        compiled = mpy.folders(runtime.name) if settings.mpy else []
        self.copy = copy_of(folder)
        if compiled:
            mpy.compile_chapter(self.copy, runtime.name)
        argv = runtime.argv(self.program, self.mark, *compiled, heap=self.heap)
        self.process = Process(argv, self.copy, runtime.env())
        self.greet()

    def greet(self):
        """Wait for the agent's first two marks."""
        with closing_on_failure(self):
            try:
                self.answer(self.settings.connect)
            except Ended as why:
                limit = f" with a heap of {self.heap}" if self.heap else ""
                raise NotStarted(f"did not start{limit}: {why}") from None

    def run(self, name, source):
        return self.ask((name, source))

    def ask(self, what):
        """Send a tuple to the program; return the two texts of its answer."""
        # ascii() is one line, whatever the source holds, and every Python can read it back.
        self.process.write(f"{ascii(what)}\n".encode())
        return self.answer(self.settings.example)

    def answer(self, seconds):
        """Read up to the second mark; return the two texts before the marks."""
        text = self.process.read_until(self.mark.encode(), 2, seconds)
        output, traceback, _ = text.split(self.mark)
        return output, traceback

    def heard(self):
        return self.process.heard()

    def close(self):
        self.process.end()
        shutil.rmtree(self.copy, ignore_errors=True)


class Process:
    """A child process whose every wait has an end, and which never outlives this object."""

    def __init__(self, argv, folder, env):
        self.busy = False  # known to be, so not worth waiting for at the end
        self.errors = tempfile.TemporaryFile(dir=WORK)
        self.child = subprocess.Popen(
            argv,
            cwd=folder,
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.errors,
            bufsize=0,
            start_new_session=True,
        )
        self.selector = selectors.DefaultSelector()
        self.selector.register(self.child.stdout, selectors.EVENT_READ)

    def write(self, data):
        # A child that has gone is named by the read that follows, with its last words.
        with contextlib.suppress(BrokenPipeError):
            self.child.stdin.write(data)

    def read_until(self, mark, times, seconds):
        """Read stdout until `mark` came so many times; raise Hang or Crash."""
        data = bytearray()
        end = time.monotonic() + seconds
        while data.count(mark) < times:
            piece = self.read_before(end, data, seconds)
            data += piece
            if len(data) > MOST_OUTPUT:
                self.busy = True
                raise Hang(f"hang: it prints without end\n{tail(data)}")
        return as_text(data)

    def read_before(self, end, data, seconds):
        left = end - time.monotonic()
        if left <= 0 or not self.selector.select(left):
            self.busy = True
            raise Hang(f"hang: no answer within {seconds:g} s{said(data)}")
        piece = os.read(self.child.stdout.fileno(), 65536)
        if not piece:
            raise Crash(f"crash: {self.obituary(data)}")
        return piece

    def obituary(self, data=b""):
        """Say how it ended, and its last words: `data` from stdout, and what stderr holds."""
        if not self.ended(5):
            return f"it closed its output{said(data)}"
        return ending(self.child.returncode) + said(bytes(data) + self.heard().encode())

    def ended(self, patience):
        """Has it ended, or does it within `patience` seconds?"""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.child.wait(timeout=patience)
        return self.child.returncode is not None

    def heard(self):
        """Return what it has written to stderr."""
        self.errors.seek(0)
        return as_text(self.errors.read())

    def end(self):
        """Let it end by itself, as coverage wants; then end what is left of it."""
        with contextlib.suppress(BrokenPipeError):
            self.child.stdin.close()
        if not self.busy:
            self.ended(2)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        self.selector.close()
        self.child.stdout.close()
        self.errors.close()


def ending(status):
    """Say how a process ended, from its return code."""
    if status >= 0:
        return f"the interpreter ended with exit status {status}"
    return f"the interpreter was ended by signal {-status} ({signal.Signals(-status).name})"


def said(data):
    """Return what goes behind a sentence about an end: the last words, on lines of their own."""
    return f"\nLast words:\n{tail(data)}" if data.strip() else ", and it said nothing"


def tail(data):
    """Return the last lines of what was said, indented for a report."""
    lines = collections.deque(as_text(data).replace("\x1e", "").splitlines(), LAST_WORDS)
    return "".join(f"    {line[-200:]}\n" for line in lines)


def as_text(data):
    """Decode what a target printed; its line ends become \\n."""
    return bytes(data).decode("utf-8", "backslashreplace").replace("\r\n", "\n")


GENERATED = ("__pycache__", "*.pyc", "*_tpl.py")  # a chapter's own files are the others


def copy_of(folder):
    """Copy the chapter to a folder of its own and return that."""
    WORK.mkdir(parents=True, exist_ok=True)
    copy = pathlib.Path(tempfile.mkdtemp(prefix=f"{folder.name}-", dir=WORK))
    generated = shutil.ignore_patterns(*GENERATED)
    shutil.copytree(folder, copy, ignore=generated, dirs_exist_ok=True)
    return copy


def files_of(folder):
    """Return the files of the chapter, without what was generated there."""
    names = shutil.ignore_patterns(*GENERATED)
    files = []
    for where, folders, inside in os.walk(folder):
        folders[:] = set(folders) - names(where, folders)
        files += [pathlib.Path(where, name) for name in set(inside) - names(where, inside)]
    return sorted(files)


@contextlib.contextmanager
def closing_on_failure(target):
    """A target that cannot be opened leaves neither process nor folder behind."""
    try:
        yield
    except BaseException:
        target.close()
        raise
