"""The doctest of the tutorial, for pytest: one item for each chapter and target.

    pytest tutorial --target cpython,micropython,pycopy,pycopy32,wasm,board
    pytest tutorial --target board:/dev/ttyACM0        the same on a real board
    pytest tutorial/03_routes                          one chapter, everywhere

Targets: ``cpython micropython pycopy pycopy32``, the Pythons of this machine; ``wasm``, the
Python of the browsers, under Node.js; ``board``, a simulated board; ``board:PORT``, what is
plugged in there. Items are called ``tutorial/03_routes/index.rst::pycopy``;
``...::pycopy-wire`` is the same transcript with the app served over a real socket (see wire.py;
``--no-wire`` leaves these out).

The heap is part of the test: 64k for a 32-bit Python, twice that for a 64-bit one; CPython and
wasm have no limit that could be set. A page whose chapter needs more says so in a comment,
``.. heap: 80k``; ``--heap 48k`` is for trying. ``--mpy`` takes picoweb, its libraries and,
on the Pythons of this machine, the chapter's templates compiled ahead, as on a board that is
short of memory.

An example marked ``# doctest: +SKIP`` is counted and named at the end, as is a target that is
not here; with ``--strict`` both are failures. All other option flags are doctest's own.
"""

import pytest

from tools import runtimes
from tools.chapters import board, page, wasm
from tools.chapters.check import Outcome, check_page
from tools.chapters.targets import NotStarted, Settings, Unix
from tools.chapters.wire import Wire, normal

TARGETS = (*runtimes.NAMES, runtimes.WASM, "board")
HEAP = "64k"  # of a 32-bit Python
WORDS_OF_64_BITS = ("micropython", "pycopy", "board")
WITHOUT_LIMIT = ("cpython", runtimes.WASM)
BOUNDED = ("micropython", "pycopy", "pycopy32")  # heaps that may be small
OWN = "own"  # the folder of that track
SILENT = "no example asks anything of a client = Client(app), so nothing went over the wire"


class Failed(Exception):
    """An item failed; the text is the whole report."""


def pytest_addoption(parser):
    group = parser.getgroup("chapters", "the doctest of the tutorial")
    group.addoption("--target", default=",".join(TARGETS), help="where, e.g. cpython,pycopy")
    group.addoption("--heap", help="heap of a 32-bit Python, e.g. 48k; 64-bit ones get twice it")
    group.addoption("--mpy", action="store_true", help="picoweb compiled ahead")
    group.addoption("--no-wire", action="store_true", help="in memory only, no sockets")
    group.addoption("--connect-limit", type=float, default=20, help="seconds to start (20)")
    group.addoption("--example-limit", type=float, default=20, help="seconds an example (20)")


def pytest_collect_file(file_path, parent):
    # NN_name/index.rst is a chapter; the tutorial's own index.rst is its table of contents.
    if file_path.name == "index.rst" and file_path.parent.name[:1].isdigit():
        return Chapter.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter):
    """Print what ran and what was skipped, a line for each target."""
    tallies = {}
    for reports in terminalreporter.stats.values():
        for report in reports:
            properties = dict(getattr(report, "user_properties", ()))
            if TARGET in properties and report.when == "call":
                tallies.setdefault(properties[TARGET], Tally()).add(properties)
    if tallies:
        terminalreporter.section("chapters")
    for name, tally in tallies.items():
        terminalreporter.line(f"{name:18} {tally}")
        for reason in tally.reasons:
            terminalreporter.line(f"    skipped: {reason}")


# What an item's report carries, under these names; "cases" and "failed" are for `make test`.
TARGET, SKIPPED = "chapter target", "skipped"


class Tally:
    """What one target did, for the table at the end."""

    def __init__(self):
        self.chapters = self.examples = self.skipped = 0
        self.reasons = {}  # each once, in order

    def __str__(self):
        return f"{self.chapters} chapters, {self.examples} examples run, {self.skipped} skipped"

    def add(self, properties):
        reasons = properties.get(SKIPPED, [])
        self.chapters += 1
        self.examples += properties.get("cases", 0)
        self.skipped += len(reasons)
        self.reasons.update(dict.fromkeys(reasons))


class Chapter(pytest.File):
    """One chapter's page."""

    def collect(self):
        for name in self.config.getoption("target", ",".join(TARGETS)).split(","):
            if name not in TARGETS and not name.startswith("board:"):
                raise self.CollectError(f'no target "{name}": {", ".join(TARGETS)}, board:PORT')
            yield Item.from_parent(self, name=name)
            if name in runtimes.NAMES and self.goes_over_the_wire():
                yield WireItem.from_parent(self, name=f"{name}-wire")

    def goes_over_the_wire(self):
        """True if asked for; the track "Build your own" has no Client that could be listened to.

        Its servers are tried on sockets by tests/test_own.py.
        """
        return self.path.parent.parent.name != OWN and not self.config.getoption("no_wire", False)


class Item(pytest.Item):
    """A chapter on a target, in memory."""

    def __init__(self, name, **kwargs):
        super().__init__(name, **kwargs)
        self.target = name
        self.strict = is_strict(self.config)

    def note(self, name, value):
        self.user_properties.append((name, value))

    def runtest(self):
        self.note(TARGET, self.name)
        try:
            self.check(self.read())
        except runtimes.Missing as missing:
            self.missing(str(missing))
        except page.PageError as error:
            raise Failed(str(error)) from None

    def read(self):
        return page.read(self.path, str(self.path.relative_to(self.config.rootpath)))

    def missing(self, reason):
        self.note(SKIPPED, [reason])
        if self.strict:
            raise Failed(f"{reason} (--strict)")
        pytest.skip(reason)

    def check(self, chapter):
        """Run the page on the target; raise Failed with every report."""
        outcome = Outcome()
        for examples in self.sessions(chapter):
            try:
                target = self.open(chapter)
            except NotStarted as why:
                raise Failed(f"{chapter.name}:1: {self.name} {why}") from None
            try:
                outcome.add(self.run(chapter, target, examples))
                self.add_report_section("call", "stderr", target.heard())
            finally:
                target.close()
        self.judge(chapter, outcome)

    def sessions(self, chapter):
        return sessions(chapter, self.target)

    def open(self, chapter):
        return open_target(self.target, chapter.folder, self.settings(chapter))

    def run(self, chapter, target, examples):
        return check_page(chapter, target, examples)

    def judge(self, chapter, outcome):
        failures = list(outcome.failures)
        if self.strict:
            failures += [f"{where}: skipped by +SKIP (--strict)" for where in outcome.skipped]
        if not outcome.ran:
            failures.append(f"{chapter.name}:1: no example ran")
        self.note("cases", outcome.ran)
        self.note("failed", len(failures))
        self.note(SKIPPED, [f"{where} (+SKIP)" for where in outcome.skipped])
        if failures:
            raise Failed("\n".join(failures))

    def settings(self, chapter):
        option = self.config.getoption
        heap = option("heap", None) or chapter.heap or HEAP
        page.check_heap(heap, "--heap")
        return Settings(
            connect=option("connect_limit", 20),
            example=option("example_limit", 20),
            heap=heap_for(self.target, heap),
            mpy=option("mpy", False),
        )

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, None, f"{self.path.parent.name} on {self.name}"


class WireItem(Item):
    """A chapter on a target, over a real socket."""

    def __init__(self, name, **kwargs):
        super().__init__(name, **kwargs)
        self.target = name.removesuffix("-wire")

    def open(self, chapter):
        return Wire(runtimes.find(self.target), chapter, self.settings(chapter))

    def sessions(self, chapter):
        return [None]  # each client gets a fresh server as it is

    def run(self, chapter, target, examples):
        outcome = check_page(chapter, target, target.said, normal)
        if not target.speaks:
            outcome.failures.append(f"{chapter.name}:1: {SILENT}")
        return outcome


def heap_for(target, heap):
    """Return what a target gets where a 32-bit Python gets `heap`."""
    if target in WITHOUT_LIMIT:
        return None
    return page.twice(heap) if target in WORDS_OF_64_BITS else heap


def sessions(chapter, target):
    """Return the groups of examples that each get a fresh interpreter on a target.

    Only where its heap is bounded: for the others it would take time and prove nothing more. Nor
    on boards, which would be given all files again, slowly, each time.
    """
    return chapter.sessions() if target in BOUNDED else [chapter.examples]


def open_target(name, folder, settings):
    """Return the started Target called `name`; raise Missing or NotStarted."""
    kind, _, where = name.partition(":")
    if kind == "board":
        return board.open_board(where, folder, settings)
    if kind == runtimes.WASM:
        return wasm.Wasm(folder, settings)
    return Unix(runtimes.find(name), folder, settings)


def is_strict(config):
    # The flag is pytest's own, and differs between its versions in where it is kept.
    return "--strict" in config.invocation_params.args
