"""The doctest of the tutorial fails for the right reasons, and says them.

One small tutorial of throw-away chapters, most of them wrong on purpose, is run by pytest as a
user runs it, on every target; each test then looks at what became of one chapter on one target.
"""

import contextlib
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from tools import runtimes
from tools.chapters import check, page, wire
from tools.chapters.plugin import TARGETS

ROOT = pathlib.Path(__file__).resolve().parent.parent

CONFTEST = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tools.chapters.plugin import *
from tools.chapters.plugin import pytest_addoption
"""

# A shape of picoweb that is just enough for a transcript, so that these tests stand alone.
PICOWEB = """
try:
    import uasyncio as asyncio
except ImportError:
    import asyncio

if hasattr(asyncio, "set_event_loop"):
    asyncio.set_event_loop(asyncio.new_event_loop())

def sleep_ms(ms):
    return asyncio.sleep_ms(ms) if hasattr(asyncio, "sleep_ms") else asyncio.sleep(ms / 1000)

class WebApp:
    def __init__(self):
        self.pages = {}

    def spawn(self, coro):
        asyncio.get_event_loop().create_task(coro)

    async def start(self, host, port):
        self.spawn(asyncio.start_server(self.serve, host, port))

    def run(self, host, port, debug):
        asyncio.get_event_loop().run_until_complete(self.start(host, port))
        asyncio.get_event_loop().run_forever()

    async def serve(self, reader, writer):
        words = (await reader.readline()).split()
        while len(words) > 1 and await reader.readline() not in (b"\\r\\n", b""):
            pass
        if len(words) > 1:
            body = str(self.pages[words[1].decode()]()).encode()
            head = b"HTTP/1.0 200 OK\\r\\nDate: today\\r\\nConnection: close\\r\\n\\r\\n"
            if hasattr(writer, "awrite"):
                await writer.awrite(head + body)
            else:
                writer.write(head + body)
        await (writer.aclose() if hasattr(writer, "aclose") else sleep_ms(writer.close() or 0))
"""

TESTING = """
class Client:
    def __init__(self, app):
        self.app = app

    def get(self, path):
        if isinstance(self.app, str):
            return Answer(ask(self.app + path))
        return Answer("< HTTP/1.0 200 OK\\n<\\n" + str(self.app.pages[path]()))

def ask(address):
    import urllib.request
    with urllib.request.urlopen(address) as answer:
        lines = ["< %s: %s\\n" % pair for pair in answer.headers.items()]
        return "< HTTP/1.0 200 OK\\n" + "".join(lines) + "<\\n" + answer.read().decode()

class Answer:
    def __init__(self, text):
        self.text = text

    def __repr__(self):
        return self.text
"""

APP = """
import picoweb

app = picoweb.WebApp()
lamp = {"percent": 0}
app.pages["/"] = lambda: "Hello"
app.pages["/lamp"] = lambda: lamp["percent"]
app.pages["/end"] = lambda: end()
"""

# Ends the interpreter the hard way, where nothing can catch it.
END = """
def end():
    try:
        from os import system
    except ImportError:
        from uos import system
    system("kill -9 $PPID")

def hang():
    while True:
        pass
"""

GOOD = r"""
One
===

>>> from app import x, f
>>> x
3
>>> for i in range(2):
...     print(i)
0
1
>>> f(0)  # doctest: +IGNORE_EXCEPTION_DETAIL
Traceback (most recent call last):
ZeroDivisionError: in other words elsewhere
>>> f("two lines")
Traceback (most recent call last):
  ...
app.Wrong: two
lines

.. dropdown:: Solution

   * deeper

     >>> open("note.txt").read()  # it prints what looks like nothing of ours
     'a\tb\n'
     >>> print("a  b", end="") # doctest: +NORMALIZE_WHITESPACE
     a b
     >>> import sys; sys.exit(4)
     Traceback (most recent call last):
     SystemExit: 4
     >>> "gr\u00fcn", print("\u00e4\u20ac")  # doctest: +ELLIPSIS
     ä€
     ('gr...n', None)
     >>> a b  # doctest: +ELLIPSIS
     Traceback (most recent call last):
     SyntaxError: invalid syntax...

>>> with open("written.txt", "w") as file:
...     size = file.write("by the chapter")
"""

GOOD_APP = """
x = 3

class Wrong(Exception):
    pass

def f(n):
    if n == 0:
        return 1 // n
    raise Wrong("two\\nlines")
"""

TRANSCRIPT = """
>>> from app import app, lamp
>>> from picoweb.testing import Client
>>> client = Client(app)
>>> client.get("/")
< HTTP/1.0 200 OK
<
Hello
>>> lamp["percent"] = 40
>>> answer = client.get("/lamp")
>>> answer.text[-2:]
'40'
>>> import solution
>>> client.get("/more").text[-4:]
'more'
>>> mixed = client.get("/lamp").text.endswith(str(lamp["percent"]))
>>> mixed
True
"""

WIRE_FILES = {
    "app.py": END + APP,
    "solution.py": "from app import app\napp.pages['/more'] = lambda: 'more'\n",
    "picoweb/__init__.py": PICOWEB,
    "picoweb/testing.py": TESTING,
}

# name of a chapter -> its files; "index.rst" is its page
CHAPTERS = {
    "01_good": {"index.rst": GOOD, "app.py": GOOD_APP, "note.txt": "a\tb\n"},
    "02_fresh": {"index.rst": ">>> x\nTraceback (most recent call last):\nNameError: x\n"},
    "03_answer": {"index.rst": "Text.\n\n  >>> 1 + 1\n  3\n\n>>> print(5)\n6\n"},
    "04_exception": {"index.rst": "\n>>> x = 1 // 0\n"},
    "05_other_exception": {
        "index.rst": ">>> raise KeyError(5)\nTraceback (most recent call last):\nKeyError: 6\n"
    },
    "06_no_exception": {
        "index.rst": ">>> 5\nTraceback (most recent call last):\nKeyError: 6\n",
    },
    "07_hang": {"index.rst": ">>> import app\n>>> app.hang()\n>>> 1\n1\n", "app.py": END},
    "08_prints": {"index.rst": ">>> while True:\n...     print('again')\n"},
    "09_crash": {
        "index.rst": ">>> import app\n>>> print('I was here'); app.end()\n>>> 1\n1\n",
        "app.py": END,
    },
    "10_memory": {"index.rst": ">>> page = bytearray(200000)\n"},
    "11_more_heap": {"index.rst": "\n.. heap: 400k\n\n>>> len(bytearray(200000))\n200000\n"},
    "12_no_example": {"index.rst": "A page that says nothing.\n"},
    "13_skips": {"index.rst": ">>> 1\n1\n>>> 2  # doctest: +SKIP\n3\n"},
    "14_skips_all": {"index.rst": ">>> 2  # doctest: +SKIP\n3\n"},
    "15_bad_indent": {"index.rst": "\n  >>> if 1:\n  ...     2\n 2\n"},
    "16_bad_heap": {"index.rst": "\n.. heap: 64 KB\n\n>>> 1\n1\n"},
    "17_own_stdout": {"index.rst": ">>> import sys; sys.stdout.write('a') and None\na\n"},
    "20_wire": {"index.rst": TRANSCRIPT, **WIRE_FILES},
    "21_wire_answer": {
        "index.rst": TRANSCRIPT.replace("Hello", "Hullo"),
        **WIRE_FILES,
    },
    "22_wire_crash": {
        "index.rst": TRANSCRIPT + '>>> client.get("/end")\n>>> 1\n1\n',
        **WIRE_FILES,
    },
    "23_memory_only": {
        "index.rst": TRANSCRIPT.replace("print(", "(").replace(
            ">>> import solution\n", ">>> len(client.app.pages)  # doctest: +MEMORY_ONLY\n3\n"
            ">>> import solution\n"
        ),
        **WIRE_FILES,
    },
}

WIRE_CHAPTERS = [name for name in CHAPTERS if name >= "20"]
UNIX = runtimes.NAMES


def write_chapters(folder, chapters):
    for name, files in chapters.items():
        for file, text in files.items():
            path = folder / "tutorial" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    (folder / "tutorial" / "conftest.py").write_text(CONFTEST)
    (folder / "tutorial" / "index.rst").write_text("The table of contents is no chapter.\n")


def run_pytest(folder, *options, **variables):
    """Run the throw-away tutorial; return {(chapter, target): (outcome, text)} and the output."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "tutorial", "-c", os.devnull, "--rootdir", "."]
    command += ["-p", "no:cacheprovider", f"--junitxml={report}", *options]
    done = subprocess.run(
        command, cwd=folder, env=dict(os.environ, **variables), capture_output=True, text=True
    )
    return results(report), done.stdout + done.stderr


def results(report):
    found = {}
    for case in ET.parse(report).iter("testcase"):
        chapter = case.get("classname").split(".")[1]
        bad = next((child for child in case if child.tag in ("failure", "skipped", "error")), None)
        outcome = "passed" if bad is None else bad.tag
        text = "" if bad is None else f"{bad.text or ''}{bad.get('message')}"
        found[chapter, case.get("name")] = outcome, text
    return found


@pytest.fixture(scope="session")
def everything(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chapters")
    write_chapters(folder, CHAPTERS)
    found, output = run_pytest(folder, "--example-limit", "1.5")
    return folder, found, output


@pytest.fixture(params=TARGETS)
def target(request):
    needed = "micropython" if request.param == "board" else request.param
    runtime = runtimes.find_or_missing(needed)
    if isinstance(runtime, runtimes.Missing):
        pytest.skip(str(runtime))
    return request.param


@pytest.fixture
def outcome(everything, target):
    return lambda chapter, suffix="": everything[1][chapter, target + suffix]


def place(chapter, line):
    return f"tutorial/{chapter}/index.rst:{line}: "


def test_a_good_chapter_passes(outcome):
    assert outcome("01_good") == ("passed", "")
