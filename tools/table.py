"""A pytest plugin: which test ran on which Python, as a table of suites and Pythons.

    pytest --on pycopy,micropython     only the tests of these Pythons
    pytest --results FILE              write the outcome of each test to FILE, for `make test`

A test belongs to the Python that its id names, `test_wire.py::test_all[pycopy-whole]` or
`03_routes/index.rst::pycopy`; all others run on CPython. A test that stands for many cases says
how many by `record_property("cases", 120)`, and by `record_property("failed", 2)` if any failed.
"""

import collections
import json
import pathlib
import re

import pytest

from tools.runtimes import NAMES, WASM

# What may stand in the id of a test, besides the Pythons' names: "board", "board:/dev/ttyACM0".
BOARD = "board"
OTHERS = (WASM, BOARD)
OUTCOMES = ("passed", "failed", "skipped")


def python_of(nodeid):
    """Return the name of the Python that a test runs on, from its id."""
    path, _, test = nodeid.partition("::")
    words = re.split(r"[\[\],]|::|-", test)
    for word in words:
        if word in NAMES:
            return word
        if word.split(":")[0] in OTHERS:
            return word.split(":")[0]
    return "cpython"


def suite_of(nodeid):
    """Return the name of a test's suite: "wire" for tests/test_wire.py, "chapters" for those."""
    path = pathlib.PurePosixPath(nodeid.partition("::")[0])
    if path.parts[0] in ("tutorial", "examples"):
        return {"tutorial": "chapters", "examples": "examples"}[path.parts[0]]
    return path.stem.removeprefix("test_").replace("_", " ")


def pytest_addoption(parser):
    group = parser.getgroup("picoweb")
    group.addoption("--on", default="", help="run the tests of these Pythons only: pycopy,cpython")
    group.addoption("--results", default="", help="write the outcome of each test to this file")


def pytest_configure(config):
    chosen = wanted(config)
    known = (*NAMES, *OTHERS)
    unknown = [name for name in chosen if name.split(":")[0] not in known]
    if unknown:
        known = ", ".join(known)
        raise pytest.UsageError(f"--on: no Python is called {unknown[0]}; choose from {known}.")
    # With pytest-xdist the workers report to the first process, which alone keeps the results.
    if config.getoption("results") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Results(config.getoption("results")))


def wanted(config):
    """Return the names given by --on; none given means all."""
    return [name for name in config.getoption("on").split(",") if name]


def pytest_collection_modifyitems(config, items):
    """Leave out the tests of Pythons that --on does not name."""
    chosen = [name.split(":")[0] for name in wanted(config)]
    if not chosen:
        return
    left_out = [item for item in items if python_of(item.nodeid) not in chosen]
    items[:] = [item for item in items if python_of(item.nodeid) in chosen]
    config.hook.pytest_deselected(items=left_out)


class Results:
    """Keeps what became of each test, and writes it down at the end."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        self.tests = {}

    def pytest_runtest_logreport(self, report):
        """Called for set-up, call and tear-down: the worst of the three counts."""
        test = self.tests.setdefault(report.nodeid, Test(report.nodeid))
        test.add(report)

    def pytest_collectreport(self, report):
        """A file that could not be read has failed; one that skips itself says why."""
        if not report.passed:
            self.pytest_runtest_logreport(report)

    def pytest_sessionfinish(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        results = [vars(test) for test in self.tests.values() if test.outcome]
        self.path.write_text(json.dumps(results, indent=1))


class Test:
    """The outcome of one test."""

    __test__ = False  # for pytest, which takes a class of this name for a test

    def __init__(self, nodeid):
        self.nodeid = nodeid
        self.suite = suite_of(nodeid)
        self.python = python_of(nodeid)
        self.outcome = ""
        self.cases = 1
        self.failed = 0
        self.reason = ""
        self.seconds = 0.0

    def add(self, report):
        self.seconds += getattr(report, "duration", 0.0)
        told = dict(getattr(report, "user_properties", ()))
        self.cases = told.get("cases", self.cases)
        if report.failed:
            # A test may pass because cases failed as they should: those are no failures.
            self.outcome, self.failed = "failed", told.get("failed") or 1
        elif report.skipped and not self.outcome:
            self.outcome, self.reason = "skipped", why_skipped(report)
        elif getattr(report, "when", "") == "call" and not self.outcome:
            self.outcome = "passed"


def why_skipped(report):
    """Return the reason of a skip, or of a failure that was expected."""
    if hasattr(report, "wasxfail"):
        return "fails as expected: " + (report.wasxfail or "no reason given")
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.removeprefix("Skipped: ")


def render(results, titles):
    """Return the table as text: suites down, Pythons across; below it why tests were skipped."""
    columns = [name for name in (*NAMES, *OTHERS) if name in titles]
    cells = collections.defaultdict(collections.Counter)
    marks = {}
    for test in results:
        count(test, cells[test["suite"], test["python"]], marks)
    suites = sorted({test["suite"] for test in results})
    rows = [["", *(titles[name] for name in columns)]]
    rows += [[suite, *(as_text(cells[suite, name]) for name in columns)] for suite in suites]
    rows.append(["in all", *(as_text(total(cells, suites, name)) for name in columns)])
    reasons = [f"({mark}) {why}" for why, mark in marks.items()]
    return "\n".join([*aligned(rows), *([""] if reasons else []), *reasons])


def count(test, cell, marks):
    """Add the cases of a test to its cell."""
    if test["outcome"] == "skipped":
        cell["skipped"] += test["cases"]
        cell["mark " + mark_for(marks, test["reason"])] += 1
    else:
        cell["failed"] += test["failed"]
        cell["passed"] += max(test["cases"] - test["failed"], 0)


def mark_for(marks, reason):
    """Return the number that stands for a reason below the table."""
    return marks.setdefault(reason, str(len(marks) + 1))


def total(cells, suites, name):
    counts = collections.Counter()
    for suite in suites:
        counts.update({outcome: cells[suite, name][outcome] for outcome in OUTCOMES})
    return counts


def as_text(cell):
    """Return "12 passed", "10 passed, 2 FAILED", "3 skipped (1)", or "-" for nothing."""
    words = {"passed": "passed", "failed": "FAILED", "skipped": "skipped"}
    parts = [f"{cell[outcome]} {words[outcome]}" for outcome in OUTCOMES if cell[outcome]]
    marks = sorted((key.split()[1] for key in cell if key.startswith("mark")), key=int)
    return ", ".join(parts) + (f" ({','.join(marks)})" if marks else "") or "-"


def aligned(rows):
    """Return the rows as lines, each column as wide as its widest cell; a rule below the head."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    rule = "  ".join("-" * width for width in widths)
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]
