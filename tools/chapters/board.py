"""A board: whatever mpremote can talk to, real or simulated.

``board`` is the unix MicroPython behind a PTY, ``board:/dev/ttyACM0`` a real one. Either is
reset before each chapter, gets picoweb and the chapter copied into one folder of its own, and
is rid of the chapter afterwards.
"""

import contextlib
import pathlib
import secrets
import shutil
import struct
import tempfile
import time

from tools import libraries, runtimes
from tools.chapters import mpy
from tools.chapters.targets import (
    MOST_OUTPUT,
    WORK,
    Crash,
    Hang,
    NotStarted,
    Target,
    Unix,
    as_text,
    closing_on_failure,
    ending,
    files_of,
    said,
    tail,
)
from tools.chapters.unixboard import UnixBoard
from tools.runtimes import Missing

FOLDER = "picoweb_doctest"  # on the board; everything we write there is inside
PIECE = 1024  # bytes of a file sent in one go, which the board holds twice
SILENCE = 1  # seconds that one read of the port may take

# Run on the board first: the folders, empty of what an earlier chapter left in them.
FOLDERS = """
import os
def remove(path):
    for name, kind, *rest in os.ilistdir(path):
        if kind == 0x4000:
            remove(path + "/" + name)
        else:
            os.remove(path + "/" + name)
    os.rmdir(path)
def make(path):
    try:
        os.mkdir(path)
    except OSError:
        pass
make(%(folder)r)
make(%(folder)r + "/chapter")
remove(%(folder)r + "/chapter")
for path in %(folders)r:
    make(path)
"""

# Then, when the files are there: the chapter is the current folder, as it is on a PC.
ENTER = """
import sys
os.chdir(%(folder)r)
sys.path[:] = ["", os.getcwd() + "/lib"] + [path for path in sys.path if path]
os.chdir("chapter")
del remove, make
"""

# A board that restarts says one of these; afterwards it waits for commands, like a hung one.
RESTARTED = (b"soft reboot", b'Type "help()" for more information', b"rst:0x")

libraries_copied = set()  # the devices that have picoweb since this process began


class Board(Target):
    """A board at a serial port, which runs agent.py's run() from its raw REPL."""

    def __init__(self, device, folder, settings):
        self.settings = settings
        self.mark = f"\x1e{secrets.token_hex(8)}\x1e"
        self.serial = None
        with closing_on_failure(self):
            self.connect(device)
            self.prepare(device, folder)

    def connect(self, device):
        """Open the port and reset the board into its raw REPL."""
        from mpremote.transport_serial import SerialTransport

        with not_started(f"no raw REPL at {device}"):
            self.serial = SerialTransport(device, timeout=SILENCE)
            self.serial.enter_raw_repl(timeout_overall=self.settings.connect)

    def prepare(self, device, folder):
        """Copy picoweb and the chapter, and load the agent."""
        with not_started("it could not be prepared"):
            files = list(chapter_files(folder))
            if device not in libraries_copied:
                files += library_files(self.settings.mpy)
            self.serial.exec(FOLDERS % {"folder": FOLDER, "folders": folders_of(files)})
            for path, data in files:
                self.serial.fs_writefile(f"{FOLDER}/{path}", data, PIECE)
            libraries_copied.add(device)
            self.serial.exec(ENTER % {"folder": FOLDER})
            self.serial.exec(Unix.program.read_text())

    def run(self, name, source):
        heard = Listener(self.settings.example)
        call = f"run({self.mark!a}, {name!a}, {source!a})"
        try:
            _, error = self.serial.exec_raw(call, self.settings.example, heard)
        except transport_errors() as why:
            raise self.why_it_ended(heard, why) from None
        parts = as_text(heard.data.removesuffix(b"\x04")).split(self.mark)
        if error or len(parts) != 3:
            raise Crash(f"crash: the board broke off{said(heard.data + error)}")
        return parts[0], parts[1]

    def why_it_ended(self, heard, why):
        """Tell a board that restarted or vanished from one that is busy for ever."""
        if any(text in heard.data for text in RESTARTED):
            return Crash(f"crash: the board restarted{said(heard.data)}")
        if isinstance(why, OSError):
            return Crash(f"crash: {self.how_it_ended()}{said(heard.data)}")
        return Hang(f"hang: no answer within {self.settings.example:g} s{said(heard.data)}")

    def how_it_ended(self):
        return "the port of the board vanished"

    def close(self):
        if self.serial:
            for step in (self.interrupt, self.serial.close):
                with contextlib.suppress(*transport_errors()):
                    step()

    def interrupt(self):
        """Press Ctrl-C, in case the board is still busy."""
        self.serial.serial.write(b"\r\x03\x03")


class SimulatedBoard(Board):
    """The unix MicroPython behind a PTY, with an empty filesystem of its own."""

    def __init__(self, runtime, folder, settings):
        self.heap = settings.heap
        WORK.mkdir(parents=True, exist_ok=True)
        self.filesystem = tempfile.mkdtemp(prefix="board-", dir=WORK)
        argv = runtime.argv("", heap=self.heap)[:-1]  # no script: the REPL
        env = dict(runtime.env(), MICROPYPATH=".frozen")  # it sees nothing but its own files
        self.hardware = UnixBoard(argv, env, self.filesystem)
        super().__init__(self.hardware.device, folder, settings)

    def how_it_ended(self):
        self.hardware.thread.join(5)
        return ending(self.hardware.status)

    def close(self):
        super().close()
        libraries_copied.discard(self.hardware.device)
        self.hardware.close()
        shutil.rmtree(self.filesystem, ignore_errors=True)


class Listener:
    """Gather what a board prints, and lose patience with one that never stops."""

    def __init__(self, seconds):
        self.data = bytearray()
        self.end = time.monotonic() + seconds

    def __call__(self, piece):
        self.data += piece
        if len(self.data) > MOST_OUTPUT or time.monotonic() > self.end:
            raise Hang(f"hang: it prints without end\n{tail(self.data)}")


@contextlib.contextmanager
def not_started(what):
    """Turn whatever mpremote raises into a NotStarted that says what was tried."""
    try:
        # mpremote prints what it did not expect; the error says as much.
        with contextlib.redirect_stdout(None):
            yield
    except transport_errors() as why:
        raise NotStarted(f"did not start: {what} ({why})") from None


def transport_errors():
    """What mpremote raises: its own, the port's, and those of a cut-off answer."""
    from mpremote.transport import TransportError

    return TransportError, OSError, struct.error, IndexError


def chapter_files(folder):
    """Yield the chapter's files: the path on the board and the bytes."""
    for path in files_of(folder):
        yield f"chapter/{path.relative_to(folder)}", path.read_bytes()


def library_files(compiled):
    """Return picoweb and the libraries that MicroPython has not built in, in the same way."""
    if compiled:
        return [(f"lib/{path}", data) for path, data in compiled_files()]
    library = libraries.ensure()
    paths = [*mpy.modules_of_picoweb(), *sorted((library / "utemplate").glob("*.py"))]
    return [(f"lib/{path.parent.name}/{path.name}", path.read_bytes()) for path in paths]


def compiled_files():
    for root in mpy.folders("micropython"):
        for path in sorted(root.rglob("*.mpy")):
            yield path.relative_to(root), path.read_bytes()


def folders_of(files):
    """Return every folder that the files need, outer ones first."""
    parents = {parent for path, _ in files for parent in pathlib.PurePosixPath(path).parents}
    names = sorted(str(parent) for parent in parents)
    return [f"{FOLDER}/{name}" for name in names if name != "."]


def open_board(where, folder, settings):
    """Open ``board`` (where is "") or ``board:/dev/ttyACM0``; raise Missing."""
    try:
        import mpremote  # noqa: F401
    except ImportError:
        raise Missing("mpremote is not here: `make setup` installs it.") from None
    if where:
        return Board(where, folder, settings)
    return SimulatedBoard(runtimes.find("micropython"), folder, settings)
