"""pytest's plugins of this project; see each for what it does and which options it has."""

import importlib.util
import os
import pathlib
import tempfile

import pytest

from tools import engines, runtimes

# Scratch files stay inside the folder, also when pytest is started without `make`. Somebody may
# have asked for the place already, so it is set where Python remembers it, too.
SCRATCH = pathlib.Path(__file__).resolve().parent / "build" / "tmp"
SCRATCH.mkdir(parents=True, exist_ok=True)
os.environ["TMPDIR"] = tempfile.tempdir = str(SCRATCH)
# MicroPython's REPL keeps a history in the home folder.
os.environ["HOME"] = str(SCRATCH)

pytest_plugins = ["tools.table"]
if importlib.util.find_spec("tools.chapters.plugin"):
    pytest_plugins.append("tools.chapters.plugin")

# Coverage more than doubles the time that CPython takes to start. So it is measured in the tables
# (see run_cases in tests/conftest.py), in the chapters in memory, and of the programs that serve
# in those of these suites. `make test` says in MEASURE what a process that is measured is given.
MEASURE = os.environ.get("PICOWEB_MEASURE")
MEASURED = ("test_live", "test_stream_first", "test_original_programs", "test_asgi")


@pytest.hookimpl(tryfirst=True)
def pytest_generate_tests(metafunc):
    """A test of an engine is run on each Python with each engine that it has."""
    if {"python", "engine"} <= set(metafunc.fixturenames):
        pairs = [(python, one) for python in runtimes.NAMES for one in engines.of(python)]
        mark = pytest.mark.parametrize(("python", "engine"), pairs, indirect=["python"])
        metafunc.definition.add_marker(mark)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    """Measure what a test starts, where that tells most: its fixtures as well."""
    if MEASURE and (item.path.stem in MEASURED or item.name == "cpython"):
        os.environ["COVERAGE_PROCESS_CONFIG"] = MEASURE
    try:
        return (yield)
    finally:
        os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
