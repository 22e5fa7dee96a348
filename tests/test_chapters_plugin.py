"""The doctest of the tutorial fails for the right reasons, and says them.

One small tutorial of throw-away chapters, most of them wrong on purpose, is run by pytest as a
user runs it, on every target; each test then looks at what became of one chapter on one target.
"""

import fcntl
import os
import pathlib
import subprocess
import sys
import xml.etree.ElementTree as ET

import pytest

from tools import compilers, npm, runtimes
from tools.chapters import check, page, wire
from tools.chapters.plugin import TARGETS, WITHOUT_LIMIT
from tools.chapters.unixboard import UnixBoard

LIMIT = "10"  # seconds that an example may take here; a hang is idle meanwhile

ROOT = pathlib.Path(__file__).resolve().parent.parent

CONFTEST = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from tools.chapters.plugin import pytest_addoption, pytest_collect_file, pytest_terminal_summary
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
app.pages["/end"] = end
app.pages["/hang"] = hang
"""

# Ends the interpreter the hard way, where nothing can catch it.
END = """
def end():
    try:
        from js import process
        process.kill(process.pid, "SIGKILL")
    except ImportError:
        pass
    try:
        from os import system
    except ImportError:
        from uos import system
    system("kill -9 $PPID")

def hang():
    try:
        from time import sleep
    except ImportError:
        from utime import sleep
    sleep(1000)
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

MEMORY_ONLY = """
>>> client.app is app
True
>>> len(client.app.pages)  # doctest: +MEMORY_ONLY
5
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
    "02_fresh": {
        "index.rst": ">>> x  # doctest: +IGNORE_EXCEPTION_DETAIL\n"
        "Traceback (most recent call last):\nNameError: in words of its own\n"
        ">>> import app\n>>> app.name\n'02'\n",
        "app.py": "name = '02'\n",
    },
    "03_answer": {"index.rst": "Text.\n\n  >>> 1 + 1\n  3\n\n>>> print(5)\n6\n"},
    "04_exception": {"index.rst": "\n>>> x = 1 // 0\n>>> x\n"},
    "05_other_exception": {
        "index.rst": ">>> raise ValueError(5)\nTraceback (most recent call last):\nValueError: 6\n"
    },
    "06_no_exception": {"index.rst": ">>> 5\nTraceback (most recent call last):\nKeyError: 6\n"},
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
    "16_bad_heap": {"index.rst": "\n.. heap: 64KB\n\n>>> 1\n1\n"},
}

WIRE_CHAPTERS = {
    "20_wire": {"index.rst": TRANSCRIPT},
    "21_wrong_on_the_wire": {
        "index.rst": TRANSCRIPT,
        "picoweb/__init__.py": PICOWEB.replace("Date: today", "Server: us"),
    },
    "22_wire_crash": {"index.rst": TRANSCRIPT + '>>> client.get("/end")\n>>> 1\n1\n'},
    "23_wire_hang": {"index.rst": TRANSCRIPT + '>>> client.get("/hang")\n>>> 1\n1\n'},
    "24_memory_only": {"index.rst": TRANSCRIPT + MEMORY_ONLY},
    "25_silent": {"index.rst": ">>> 1\n1\n"},
}
for files in WIRE_CHAPTERS.values():
    files.update({file: text for file, text in WIRE_FILES.items() if file not in files})


def write_chapters(folder, chapters):
    for name, files in chapters.items():
        for file, text in files.items():
            path = folder / "tutorial" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    (folder / "tutorial" / "conftest.py").write_text(CONFTEST)
    (folder / "tutorial" / "index.rst").write_text("The table of contents is no chapter.\n")
    (folder / "pytest.ini").write_text("[pytest]\n")


def run_pytest(folder, *options, **variables):
    """Run the tutorial in `folder`; return what became of each item, and what was printed."""
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "tutorial", "-p", "no:cacheprovider"]
    command += [f"--junitxml={report}", *options]
    # Other plugins than the one that is tested only take their time.
    env = dict(os.environ, PYTEST_DISABLE_PLUGIN_AUTOLOAD="1", **variables)
    done = subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True)
    return results(report), done.stdout + done.stderr


def results(report):
    """Return {(chapter, item): Result}."""
    cases = [Result(case) for case in ET.parse(report).iter("testcase")]
    return {(case.chapter, case.item): case for case in cases}


class Result:
    """What became of one item: "passed", "failure" or "skipped", its report, its properties."""

    def __init__(self, case):
        self.chapter = case.get("classname").removeprefix("tutorial.").split(".")[0]
        self.item = case.get("name")
        bad = [child for child in case if child.tag in ("failure", "skipped", "error")]
        self.outcome = bad[0].tag if bad else "passed"
        self.text = f"{bad[0].text or ''}{bad[0].get('message')}" if bad else ""
        self.properties = {each.get("name"): each.get("value") for each in case.iter("property")}


def needs(name):
    """Skip aloud if the Python of this target is not here."""
    try:
        if name == runtimes.WASM:
            return npm.node()
        return runtimes.find("micropython" if name == "board" else name)
    except runtimes.Missing as missing:
        pytest.skip(str(missing))


def needs_compiler(name):
    """Skip aloud if the cross-compiler of this target is not here."""
    try:
        compilers.command(name)
    except runtimes.Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(params=TARGETS, scope="session")
def target(request):
    needs(request.param)
    return request.param


@pytest.fixture(params=runtimes.NAMES, scope="session")
def unix_target(request):
    needs(request.param)
    return request.param


@pytest.fixture(params=[name for name in TARGETS if name not in WITHOUT_LIMIT])
def small_target(request):
    needs(request.param)
    return request.param


@pytest.fixture(params=[name for name in TARGETS if name != "cpython"])
def compiling_target(request):
    needs(request.param)
    return request.param


def run_once(folder, chapters, *options):
    """As run_pytest; where tests run in several processes, they share one run of it."""
    folder.mkdir(exist_ok=True)
    with open(folder / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "report.xml").exists():
            write_chapters(folder, chapters)
            run_pytest(folder, *options)
    return results(folder / "report.xml")


@pytest.fixture(scope="session")
def shared(tmp_path_factory):
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def outcome(shared, target):
    """A function from a chapter to what became of it on this target."""
    options = ["--target", target, "--no-wire", "--example-limit", LIMIT]
    found = run_once(shared / f"chapters-{target}", CHAPTERS, *options)
    return lambda chapter: found[chapter, target]


@pytest.fixture(scope="session")
def wire_outcome(shared, unix_target):
    """The same, over the wire."""
    # In memory the hang has been seen already.
    options = ["--target", unix_target, "--example-limit", LIMIT, "-k", "not 23_ or -wire"]
    found = run_once(shared / f"wire-{unix_target}", WIRE_CHAPTERS, *options)
    return lambda chapter, how="-wire": found[chapter, unix_target + how]


def failed_at(result, line):
    """Assert that the item failed, and return what is said of this line."""
    assert result.outcome == "failure", result.text
    place = f"tutorial/{result.chapter}/index.rst:{line}: "
    assert place in result.text
    return result.text.partition(place)[2]


def test_good_chapter_passes(outcome):
    result = outcome("01_good")
    assert result.outcome == "passed", result.text
    assert result.properties["cases"] == str(GOOD.count(">>>"))


def test_chapter_does_not_see_what_the_one_before_made(outcome):
    assert outcome("02_fresh").outcome == "passed", outcome("02_fresh").text


def test_what_a_chapter_writes_stays_out_of_its_folder(outcome, shared, target):
    assert outcome("01_good").outcome == "passed"
    chapter = shared / f"chapters-{target}" / "tutorial" / "01_good"
    assert sorted(path.name for path in chapter.iterdir()) == ["app.py", "index.rst", "note.txt"]


def test_wrong_answer_shows_both_and_goes_on(outcome):
    said = failed_at(outcome("03_answer"), 3)
    assert said.startswith("unexpected answer\nFailed example:\n    1 + 1\nExpected:\n    3\n")
    assert "Got:\n    2\n" in said
    assert "Got:\n    5\n" in failed_at(outcome("03_answer"), 6)


def test_exception_is_shown_and_ends_the_page(outcome):
    said = failed_at(outcome("04_exception"), 2)
    assert said.startswith("unexpected ZeroDivisionError: ")
    assert 'File "index.rst:2", line 1' in said
    assert "agent.py" not in said
    assert outcome("04_exception").properties["cases"] == "1"


def test_other_exception_than_expected_fails(outcome):
    said = failed_at(outcome("05_other_exception"), 1)
    assert said.startswith("unexpected exception\n")
    assert "ValueError: 6" in said.partition("Got:")[0]
    assert "ValueError: 5" in said.partition("Got:")[2]


def test_expected_exception_that_does_not_come_fails(outcome):
    assert failed_at(outcome("06_no_exception"), 1).startswith("no exception\n")


def test_hang_is_named(outcome):
    assert failed_at(outcome("07_hang"), 2).startswith(f"hang: no answer within {LIMIT} s")


def test_endless_printing_is_a_hang(outcome):
    said = failed_at(outcome("08_prints"), 1)
    assert said.startswith("hang: ")
    assert "    again\n" in said


def test_crash_is_named_with_its_signal_and_last_words(outcome):
    said = failed_at(outcome("09_crash"), 2)
    assert said.startswith("crash: the interpreter was ended by signal 9 (SIGKILL)\n")
    assert "Last words:\n    I was here\n" in said


def test_heap_is_limited(outcome, target):
    result = outcome("10_memory")
    if target in WITHOUT_LIMIT:
        assert result.outcome == "passed"
    else:
        size = "64k" if target == "pycopy32" else "128k"
        said = failed_at(result, 1)
        assert said.startswith("unexpected MemoryError")
        assert f"(the heap is {size})" in said.splitlines()[0]


def test_page_states_its_heap(outcome):
    assert outcome("11_more_heap").outcome == "passed", outcome("11_more_heap").text


def test_page_without_example_fails(outcome):
    assert failed_at(outcome("12_no_example"), 1).startswith("no example to run")


def test_skipped_example_is_counted(outcome):
    assert outcome("13_skips").outcome == "passed"
    assert "tutorial/13_skips/index.rst:3 (+SKIP)" in outcome("13_skips").properties["skipped"]


def test_page_of_which_nothing_ran_fails(outcome):
    assert failed_at(outcome("14_skips_all"), 1).startswith("no example ran")


def test_page_that_is_no_doctest_fails(outcome):
    assert "inconsistent" in failed_at(outcome("15_bad_indent"), 4)


def test_heap_that_is_no_size_fails(outcome):
    assert failed_at(outcome("16_bad_heap"), 2).startswith("heap '64KB' is not a size such as 64k")


def test_transcript_passes_over_the_wire_and_in_memory(wire_outcome):
    assert wire_outcome("20_wire", "").outcome == "passed", wire_outcome("20_wire", "").text
    result = wire_outcome("20_wire")
    assert result.outcome == "passed", result.text
    unsaid = TRANSCRIPT.count("mixed\n") + TRANSCRIPT.count("mixed =")
    assert result.properties["cases"] == str(TRANSCRIPT.count(">>>") - unsaid)


def test_what_differs_on_the_wire_fails_there_only(wire_outcome):
    assert wire_outcome("21_wrong_on_the_wire", "").outcome == "passed"
    said = failed_at(wire_outcome("21_wrong_on_the_wire"), 5)
    assert "< Server: us" in said
    assert "< Connection" not in said


def test_crash_of_the_server_is_named(wire_outcome):
    line = TRANSCRIPT.count("\n") + 1
    said = failed_at(wire_outcome("22_wire_crash"), line)
    assert said.startswith("crash: of the server, the interpreter was ended by signal 9 (SIGKILL)")


def test_hang_of_the_server_is_named(wire_outcome):
    said = failed_at(wire_outcome("23_wire_hang"), TRANSCRIPT.count("\n") + 1)
    assert said.startswith(f"hang: no answer within {LIMIT} s")


def test_example_marked_memory_only_is_not_said(wire_outcome):
    result = wire_outcome("24_memory_only")
    assert result.outcome == "passed", result.text
    assert wire_outcome("24_memory_only", "").outcome == "passed"


def test_page_that_says_nothing_over_the_wire_fails(wire_outcome):
    said = failed_at(wire_outcome("25_silent"), 1)
    assert "nothing went over the wire" in said


def test_missing_python_is_skipped_aloud_and_strictly_fails(tmp_path):
    write_chapters(tmp_path, {"13_skips": CHAPTERS["13_skips"]})
    options = ["--target", "pycopy32", "--no-wire"]
    nowhere = str(tmp_path / "no-such-python")
    found, said = run_pytest(tmp_path, *options, PYCOPY32=nowhere)
    assert found["13_skips", "pycopy32"].outcome == "skipped"
    assert f"skipped: PYCOPY32={nowhere} is not a program" in said
    found, _ = run_pytest(tmp_path, *options, "--strict", PYCOPY32=nowhere)
    assert "(--strict)" in found["13_skips", "pycopy32"].text
    assert found["13_skips", "pycopy32"].outcome == "failure"


def test_strictly_a_skipped_example_fails_and_else_is_named(tmp_path):
    write_chapters(tmp_path, {"13_skips": CHAPTERS["13_skips"]})
    options = ["--target", "cpython", "--no-wire"]
    _, said = run_pytest(tmp_path, *options)
    assert "cpython            1 chapters, 1 examples run, 1 skipped\n" in said
    assert "    skipped: tutorial/13_skips/index.rst:3 (+SKIP)\n" in said
    found, _ = run_pytest(tmp_path, *options, "--strict")
    assert failed_at(found["13_skips", "cpython"], 3).startswith("skipped by +SKIP (--strict)")


def test_heap_too_small_to_start_is_named(tmp_path, small_target):
    write_chapters(tmp_path, {"13_skips": CHAPTERS["13_skips"]})
    found, _ = run_pytest(tmp_path, "--target", small_target, "--no-wire", "--heap", "1k")
    said = failed_at(found["13_skips", small_target], 1)
    assert said.startswith(f"{small_target} did not start")


@pytest.mark.parametrize("options, ending", [([], ".py"), (["--mpy"], "mpy")])
def test_picoweb_is_compiled_ahead_on_demand(tmp_path, compiling_target, options, ending):
    text = f">>> from picoweb import utils\n>>> utils.__file__[-3:]\n{ending!r}\n"
    write_chapters(tmp_path, {"01_file": {"index.rst": "\n.. heap: 200k\n\n" + text}})
    if options:
        needs_compiler(compiling_target)
    found, _ = run_pytest(tmp_path, "--target", compiling_target, "--no-wire", *options)
    result = found["01_file", compiling_target]
    assert result.outcome == "passed", result.text


@pytest.mark.parametrize("target", ["micropython", "pycopy", "pycopy32"])
def test_templates_are_compiled_ahead_with_it(tmp_path, target):
    needs(target)
    needs_compiler(target)
    text = ">>> import templates.a_tpl\n>>> templates.a_tpl.__file__[-3:]\n'mpy'\n"
    template = "{% args b %}\n{{ b }}\n"
    write_chapters(tmp_path, {"01_file": {"index.rst": text, "templates/a.tpl": template}})
    found, _ = run_pytest(tmp_path, "--target", target, "--no-wire", "--mpy")
    result = found["01_file", target]
    assert result.outcome == "passed", result.text


def test_unknown_target_is_refused(tmp_path):
    write_chapters(tmp_path, {"13_skips": CHAPTERS["13_skips"]})
    _, said = run_pytest(tmp_path, "--target", "pycopi")
    assert (
        'no target "pycopi": cpython, micropython, pycopy, pycopy32, wasm, board, board:PORT'
        in said
    )


@pytest.fixture
def plugged_in(tmp_path):
    """A board at a port, as the user of a real one has it: on for longer than one chapter."""
    runtime = needs("micropython")
    (tmp_path / "flash").mkdir()
    env = dict(os.environ, MICROPYPATH=".frozen")
    board = UnixBoard([runtime.executable, "-X", "heapsize=256k"], env, tmp_path / "flash")
    yield board
    board.close()


def test_board_is_reset_for_each_chapter_and_survives_wrong_ones(plugged_in, tmp_path):
    names = ("01_good", "02_fresh", "03_answer", "13_skips")
    write_chapters(tmp_path, {name: CHAPTERS[name] for name in names})
    found, _ = run_pytest(tmp_path, "--target", f"board:{plugged_in.device}")
    outcomes = [found[name, f"board:{plugged_in.device}"].outcome for name in names]
    assert outcomes == ["passed", "passed", "failure", "passed"]


def test_board_that_is_not_there_fails(tmp_path):
    pytest.importorskip("mpremote", reason="mpremote is not here: `make setup` installs it")
    write_chapters(tmp_path, {"13_skips": CHAPTERS["13_skips"]})
    found, _ = run_pytest(tmp_path, "--target", "board:/dev/no-such-port")
    said = failed_at(found["13_skips", "board:/dev/no-such-port"], 1)
    assert "did not start: no raw REPL at /dev/no-such-port" in said


# the example, and the side it runs on over the wire; the names are kept from line to line
SIDES = [
    ("from app import app, lamp", wire.SERVER),
    ("Client = 3", wire.SERVER),
    ("from picoweb.testing import Client", wire.IMPORT),
    ("client = Client(app)", wire.CONNECT),
    ("client.get('/')", wire.CLIENT),
    ("r = client.get('/')", wire.CLIENT),
    ("len(r.text)", wire.CLIENT),
    ("[line for line in r.text.splitlines()]", wire.CLIENT),
    ("for piece in client.stream('/watch'): print(piece)", wire.CLIENT),
    ("with client.stream('/watch') as pieces: next(pieces)", wire.CLIENT),
    ("lamp['percent'] = 3", wire.SERVER),
    ("import solution_1", wire.SERVER),
    ("1 + 1", wire.SERVER),
    ("r2 = client.get('/%d' % lamp['percent'])", wire.UNSAID),
    ("r2.status", wire.UNSAID),
    ("r2 = client.get('/')", wire.CLIENT),
    ("r2.status", wire.CLIENT),
    ("r = lamp", wire.SERVER),
    ("r", wire.SERVER),
    ("client.get('/')  # doctest: +MEMORY_ONLY", wire.UNSAID),
    ("a b", wire.SERVER),
    ("other = Client(solution_1.app)", wire.CONNECT),
    ("other.get('/').text == client.get('/').text", wire.CLIENT),
]


def test_sides_of_the_wire():
    script = wire.Script()
    examples = page.parse("".join(f">>> {source}\n" for source, _ in SIDES), "page")
    assert [(each.source.strip(), script.side(each)) for each in examples] == SIDES


def test_address_takes_the_place_of_the_app():
    said = wire.with_address("client = Client(app)\n", "http://127.0.0.1:80")
    assert said == "client = Client('http://127.0.0.1:80')\n"


def test_date_and_connection_are_left_out():
    head = "< HTTP/1.1 200 OK\n< Date: now\n< connection: close\n< Dated: no\n<\nDate: 1\n"
    assert wire.normal(head) == "< HTTP/1.1 200 OK\n< Dated: no\n<\nDate: 1\n"


@pytest.mark.parametrize(
    "traceback, message",
    [
        ('Traceback (most recent call last):\n  File "a", line 1\nKeyError: 1\n', "KeyError: 1\n"),
        ("Traceback (most recent call last):\nKeyError: 1\n\n b\n", "KeyError: 1\n\n b\n"),
        ("KeyError: 1\n", "KeyError: 1\n"),
        (
            "Traceback (most recent call last):\n  x\nA: 1\n\nDuring ...\n\n"
            "Traceback (most recent call last):\n  x\nB: 2\n",
            "B: 2\n",
        ),
    ],
)
def test_message_of_a_traceback(traceback, message):
    assert check.message_of(traceback) == message


@pytest.mark.parametrize(
    "shown, compared",
    [
        ("picoweb.request.HTTPError: 404\n", "HTTPError: 404\n"),
        ("ValueError: a.b is wrong\n", "ValueError: a.b is wrong\n"),
        ("KeyboardInterrupt\n", "KeyboardInterrupt\n"),
    ],
)
def test_module_of_an_exception_does_not_count(shown, compared):
    assert check.bare(shown) == compared


def test_examples_have_the_lines_of_the_page_however_deep_they_stand():
    text = "a\n\n.. b::\n\n   * c\n\n     >>> 1\n     1\n\n   >>> 2\n   2\n\n>>> 3\n3\n"
    examples = page.parse(text, "page")
    assert [(each.lineno + 1, each.want) for each in examples] == [
        (7, "1\n"),
        (10, "2\n"),
        (13, "3\n"),
    ]


def test_each_solution_begins_a_session_of_its_own(tmp_path):
    (tmp_path / "index.rst").write_text(
        ">>> from app import app\n>>> 1\n1\n\n"
        ">>> from solution_1 import app\n>>> 2\n2\n\n>>> from solution_2 import app, lamp\n"
    )
    sessions = page.read(tmp_path / "index.rst", "page").sessions()
    assert [[example.source.strip() for example in group] for group in sessions] == [
        ["from app import app", "1"],
        ["from solution_1 import app", "2"],
        ["from solution_2 import app, lamp"],
    ]
