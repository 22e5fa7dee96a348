"""Each fault of picoweb 1.8.2, by its name: it is not in picoweb, on any Python.

That a test finds its fault is shown on picoweb 1.8.2 itself, which runs on Pycopy alone. The
table is in faults/table.py, the program that is asked in faults/garden.py.
"""

import contextlib
import shutil
from pathlib import Path

import pytest
from faults import live
from faults.table import FAULTS, SOUND

HERE = Path(__file__).parent / "faults"
HANGS = 1.5  # seconds; a fault is found too, should the original only be slow


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A copy of the programs: templates are compiled beside their source."""
    copy = tmp_path_factory.mktemp("faults") / "programs"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__", "*_tpl.py"))
    return copy


@pytest.fixture
def start(folder, tmp_path_factory):
    """A function that starts the program of a fault, to be used in `with`."""

    def begin(python, fault, original=False):
        options = {"args": fault.limits, "heap": fault.heap.get(python.name)}
        script, output = folder / fault.program, tmp_path_factory.mktemp("said") / "output"
        return live.start(python, script, folder, output, original=original, **options)

    return begin


@pytest.fixture(scope="module")
def shared():
    """The programs that several tests ask: {(Python, original): Live}."""
    running = {}
    yield running
    for program in running.values():
        program.__exit__()


@pytest.fixture
def program(start, shared):
    """A function that gives the program of a fault, for `with`: a new one or a shared one."""

    def give(python, fault, original=False):
        if not fault.shares:
            return start(python, fault, original)
        key = python.name, original
        if key not in shared or not shared[key].lives():
            shared[key] = start(python, fault, original)
        return contextlib.nullcontext(shared[key])

    return give


@pytest.mark.parametrize("name", FAULTS)
def test_picoweb_has_not(python, program, name):
    with program(python, FAULTS[name]) as running:
        FAULTS[name].find(running)


@pytest.mark.parametrize("name", SOUND)
def test_picoweb_keeps(python, program, name):
    with program(python, SOUND[name]) as running:
        SOUND[name].find(running)


@pytest.mark.parametrize("name", FAULTS)
def test_the_original_has(pycopy, program, name):
    with program(pycopy, FAULTS[name], original=True) as running:
        running.patience = HANGS
        with pytest.raises((AssertionError, OSError)):
            FAULTS[name].find(running)


@pytest.mark.parametrize("name", SOUND)
def test_the_original_keeps(pycopy, program, name):
    with program(pycopy, SOUND[name], original=True) as running:
        running.patience = live.PATIENCE
        SOUND[name].find(running)
