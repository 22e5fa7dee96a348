"""The tests can fail: each one-line break of picoweb is caught by the check named beside it."""

import importlib
import shutil
import subprocess
import threading

import pytest
import test_live  # noqa: F401  loaded here, so that its asserts tell why they fail
import test_stream_first  # noqa: F401
from breaks import BREAKS
from faults import live
from faults.table import FAULTS

from tools import runtimes

TESTS = runtimes.ROOT / "tests"
ON_EVERY = TESTS / "on_every_python"
MANY = 80  # breaks; fewer would say little about so many lines
SLOW = 240  # seconds; a script of cases takes a few at most
HUNG = 6  # seconds; one that is broken is not waited for as long


@pytest.fixture
def package(tmp_path):
    """A copy of picoweb, to be broken."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyi")
    return shutil.copytree(runtimes.ROOT / "picoweb", tmp_path / "copy" / "picoweb", ignore=ignore)


@pytest.fixture
def impatience(monkeypatch):
    """What a break holds up is not waited for as long as on a busy machine."""
    monkeypatch.setattr(live, "PATIENCE", HUNG)


class Elsewhere(runtimes.Runtime):
    """A Python that imports picoweb from another folder."""

    def __init__(self, python, folder):
        super().__init__(python.name, python.executable, python.version)
        self.folder = folder

    def env(self, *paths):
        return super().env(self.folder, *paths)


def python_for(check, folder):
    """Split off where the check must run; return that Python, with picoweb in folder, and it."""
    name, colon, rest = check.partition(": ")
    try:
        if not colon:
            return Elsewhere(fastest(), folder), check
        return Elsewhere(runtimes.find(name), folder), rest
    except runtimes.Missing as missing:
        pytest.skip(str(missing))


def fastest():
    found = runtimes.find_or_missing("pycopy")
    return runtimes.find("cpython") if isinstance(found, runtimes.Missing) else found


def passes(check, folder):
    """Run a check on picoweb in folder; tell whether it passes."""
    python, check = python_for(check, folder)
    what, *words = check.split()
    try:
        if "::" in what:
            return run_test(python, *what.split("::"), words)
        if what == "fault":
            return find_fault(python, words[0], folder.parent)
        return run_script(python, what, words)
    except (AssertionError, OSError, subprocess.SubprocessError, pytest.fail.Exception):
        return False
    except ValueError:
        return False  # of a body that is no JSON


def run_test(python, module, name, words):
    arguments = [int(word) if word.isdigit() else word for word in words]
    getattr(importlib.import_module(module), name)(python, *arguments)
    return True


def find_fault(python, name, folder):
    fault = FAULTS[name]
    programs = TESTS / "faults"
    script, output = programs / fault.program, folder / "output"
    with live.start(python, script, programs, output, args=fault.limits) as running:
        fault.find(running)
    return True


def run_script(python, name, words):
    """Run a script of cases until one fails; tell whether none did."""
    if name == "part":
        name, words = f"part_{words[0]}", words[1:]
    arguments = ["whole", *words] if name == "wire" else words
    script = subprocess.Popen(
        python.argv(ON_EVERY / f"{name}.py", *arguments),
        env=python.env(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    timer = threading.Timer(SLOW, script.kill)
    timer.start()
    with script:
        if any(line.startswith(b"FAIL ") for line in script.stdout):
            script.kill()
    timer.cancel()
    return script.returncode == 0


@pytest.mark.parametrize("number", range(len(BREAKS)), ids=lambda i: f"{i}-{BREAKS[i][0]}")
def test_a_break_is_caught(package, impatience, monkeypatch, number):
    monkeypatch.setitem(globals(), "SLOW", HUNG)
    file, before, after, check = BREAKS[number]
    broken = with_one_line_broken((package / file).read_text(), file, before, after)
    compile(broken, file, "exec")  # the break is none of syntax
    (package / file).write_text(broken)
    assert not passes(check, package.parent), f'{check} does not notice "{after}" in {file}'


def with_one_line_broken(source, file, before, after):
    lines = source.split("\n")
    places = [i for i, line in enumerate(lines) if line.strip() == before]
    assert len(places) == 1, (
        f'the line "{before}" is in {file} {len(places)} times, not once: bring tests/breaks.py '
        "up to date with the change that was made"
    )
    line = lines[places[0]]
    lines[places[0]] = line[: len(line) - len(line.lstrip())] + after
    return "\n".join(lines)


CHECKS = sorted({check for *_, check in BREAKS})
LIVE = [check for check in CHECKS if "::" in check or "fault" in check]
# What a script checks, its own suite runs on the whole: of those one of a kind is enough here.
SCRIPTS = {check.split()[0]: check for check in CHECKS if check not in LIVE and ":" not in check}


@pytest.mark.parametrize("check", [*SCRIPTS.values(), *LIVE])
def test_what_is_whole_passes(package, check):
    assert passes(check, package.parent), f"{check} fails on a picoweb that nobody broke"


def test_there_are_breaks_in_every_module():
    assert len(BREAKS) >= MANY
    modules = {path.name for path in (runtimes.ROOT / "picoweb").glob("*.py")}
    assert modules == {file for file, *_ in BREAKS}
