"""What many tests use: the Pythons, and the way to run a script of cases on each of them."""

import asyncio
import os
import re
import subprocess
import warnings

import pytest

from tools import chromium, runtimes
from tools.runtimes import Missing

# What a process is given that is to be measured: see conftest.py of the whole.
MEASURE = os.environ.get("PICOWEB_MEASURE")


@pytest.fixture(scope="session", params=runtimes.NAMES)
def python(request):
    """Each of the Pythons in turn; one that is not here is skipped aloud."""
    try:
        return runtimes.find(request.param)
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(scope="session")
def pycopy():
    """The one Python that picoweb 1.8.2 runs on, and that starts fastest."""
    try:
        return runtimes.find("pycopy")
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def run_cases(record_property):
    """A function that runs a script of cases on a Python; it fails if any of them did.

    The script prints "ok name" or "FAIL name: why" for each case, and at last
    "12 passed, 0 failed". A script that ran no case has failed. `measured=False` leaves it out
    of CPython's coverage, which makes a long script three times as long.
    """

    def run(python, script, *args, heap=None, timeout=240, measured=True):
        command = python.argv(script, *args, heap=heap)
        env = python.env()
        if MEASURE and measured and python.name == "cpython":
            env["COVERAGE_PROCESS_CONFIG"] = MEASURE
        said = output_of(python, command, env, timeout)
        passed, failed = counts(said)
        record_property("cases", passed + failed)
        record_property("failed", failed)
        if failed or not passed:
            lines = [line for line in said.splitlines() if not line.startswith("ok ")]
            pytest.fail(f"{script} on {python.title}:\n" + "\n".join(lines), pytrace=False)

    return run


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; without one the tests that need it are skipped aloud."""
    try:
        with chromium.launched() as browser:
            yield browser
    except Missing as missing:
        pytest.skip(str(missing))


@pytest.fixture(autouse=True)
def own_event_loop(request):
    """Let a test run a loop of its own: Playwright's counts as running as long as it is there."""
    loop = None if "browser" in request.fixturenames else asyncio._get_running_loop()
    if loop:
        asyncio._set_running_loop(None)
    before = current_loop()
    yield
    left = current_loop()
    if left and left is not before and not left.is_running():
        # Else it warns of its sockets in whichever test runs when it is collected.
        left.close()
        asyncio.set_event_loop(None)
    if loop:
        asyncio._set_running_loop(loop)


def current_loop():
    """Return the loop that this thread has, or None; get_event_loop() would make one."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        policy = asyncio.get_event_loop_policy()
    return getattr(getattr(policy, "_local", None), "_loop", None)


def output_of(python, command, env, timeout):
    """Return what the script printed; a hang and a crash fail, each by its name."""
    script = " ".join(command[1:])
    try:
        done = subprocess.run(
            command,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=timeout,
        )
    except subprocess.TimeoutExpired as hang:
        said = (hang.stdout or b"").decode(errors="replace")
        pytest.fail(f"{script} on {python.title} hung for {timeout} s:\n{said}", pytrace=False)
    said = done.stdout.decode(errors="replace")
    if done.returncode and not re.search(r"\d+ passed, [1-9]\d* failed\s*$", said):
        how = f"ended with status {done.returncode}"
        pytest.fail(f"{script} on {python.title} {how}:\n{said}", pytrace=False)
    return said


def counts(said):
    """Return (passed, failed) from a script's last line, or (0, 0) if it is no such line."""
    last = re.search(r"^(\d+) passed, (\d+) failed\s*\Z", said, re.MULTILINE)
    return (int(last[1]), int(last[2])) if last else (0, 0)
