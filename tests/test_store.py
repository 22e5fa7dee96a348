"""The store, by each of its engines on each Python that has it, and after it was killed.

The cases are in on_every_python/part_store.py.
"""

import json
import os
import random
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tools import engines, runtimes

HERE = Path(__file__).parent / "on_every_python"
PROGRAM = HERE / "store_crash.py"
KILLS = 6  # at times that chance chooses
STEPS = 24  # of all the system calls that a round makes
CALLS = "write,pwrite64,rename,unlink,unlinkat,ftruncate,mkdir,fsync,fdatasync,openat,open"


@pytest.fixture(params=engines.ENGINES)
def any_engine(request, python):
    """Each engine in turn; one that a Python has not is skipped aloud, here and nowhere else."""
    reason = engines.reason_against(python, request.param)
    if reason:
        pytest.skip(reason)
    return request.param


def test_the_store_keeps_what_it_is_given(python, any_engine, run_cases, tmp_path):
    run_cases(python, HERE / "part_store.py", any_engine, tmp_path)


# ---- One file, all Pythons


@pytest.mark.parametrize("engine", ["filedb", "sqlite"])
def test_what_one_python_wrote_the_next_one_reads(engine, tmp_path):
    there = [one for one in runtimes.available().values() if not isinstance(one, Exception)]
    there = [one for one in there if engine in engines.of(one.name)]
    expected = {}
    for python in there:
        begun, state = write(python, engine, tmp_path / "notes", rounds=2)
        assert begun is None
        expected |= state
        for reader in there:
            assert read(reader, engine, tmp_path / "notes") == expected
    assert len(expected) == 2 * len(there)


# ---- Killed


def command(python, what, engine, name, *more):
    return python.argv(PROGRAM, what, engine, name, *more)


def read(python, engine, name):
    """Return {id: text} of what is there."""
    done = subprocess.run(
        command(python, "read", engine, name),
        env=python.env(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return json.loads(done.stdout)


def write(python, engine, name, rounds=1000, kill_after=None, before=()):
    """Let the program write, and kill it; return what was begun at the end, and what was done.

    What was begun is ["create", id, text] or the like, None if nothing was; what was done is
    {id: text}. `before` are words before the command.
    """
    process = subprocess.Popen(
        [*before, *command(python, "write", engine, name, rounds)],
        env=python.env(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    said = ""
    if kill_after is not None:
        # Counted from its first letter: before that a busy machine may take long. It is read
        # past the buffer, which communicate() does not know.
        said = os.read(process.stdout.fileno(), 1).decode()
        time.sleep(kill_after)
        process.kill()
    return replay(said + process.communicate(timeout=60)[0])


def replay(said):
    begun, state = None, {}
    for line in said.splitlines():
        if not line.endswith("]"):
            break  # it was killed in the middle of this line
        word, *rest = json.loads(line)
        if word == "begin":
            begun = rest
        else:
            state, begun = after(state, begun, *rest), None
    return begun, state


def after(state, done, number):
    what, _, text = done
    rest = {key: value for key, value in state.items() if key != str(number)}
    return rest if what == "delete" else {**rest, str(number): text}


def check(left, earlier, begun, state):
    """What is left is what was there and what was done; what was begun may be done or not."""
    expected = earlier | state
    possible = [expected]
    if begun:
        new = max(map(int, left), default=0)
        possible.append(after(expected, begun, begun[1] or new))
    assert left in possible, f"{begun} was begun; {len(left)} left of {len(expected)}"


def test_killed_at_any_time_it_loses_nothing(python, engine, tmp_path):
    chance = random.Random(engine)
    left, written = {}, 0
    for _ in range(KILLS):
        seconds = chance.random() / 5
        begun, state = write(python, engine, tmp_path / "notes", kill_after=seconds)
        now = read(python, engine, tmp_path / "notes")
        check(now, left, begun, state)
        left, written = now, written + len(state)
    assert written, "it was killed before it wrote anything"


@pytest.fixture
def strace(tmp_path):
    """A function: words before a command, so that it is killed at its system call of a number.

    Its output, without a number, is a line for each of those calls.
    """
    found = shutil.which("strace")
    if not found or subprocess.run([found, "-o/dev/null", "true"], check=False).returncode:
        pytest.skip("strace is not here, or may not be used: `apt install strace`")
    words = [found, "-f", "-qq", f"-o{tmp_path / 'calls'}", f"-etrace={CALLS}"]
    return lambda number=None: [
        *words,
        *([f"-einject={CALLS}:signal=KILL:when={number}"] if number else []),
    ]


@pytest.mark.parametrize("engine", engines.of("pycopy"))
def test_killed_at_any_step_it_loses_nothing(pycopy, engine, strace, tmp_path):
    """In a store that has records already, at system calls of a round that changes it.

    The others, which run the same code, are started by hundreds of calls of CPython.
    """
    python = pycopy
    write(python, engine, tmp_path / "start", rounds=3)
    start = read(python, engine, tmp_path / "start")
    assert len(start) == 3
    name = tmp_path / "notes"
    copy_of(tmp_path, "start", "notes")
    write(python, engine, name, rounds=1, before=strace())
    calls = len((tmp_path / "calls").read_text().splitlines())
    for number in random.Random(engine).sample(range(1, calls + 1), min(STEPS, calls)):
        copy_of(tmp_path, "start", "notes")
        begun, state = write(python, engine, name, rounds=1, before=strace(number))
        check(read(python, engine, name), start, begun, state)


def copy_of(folder, name, target):
    """Copy all files of a store."""
    for old in folder.glob(f"{target}*"):
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    for path in folder.glob(f"{name}*"):
        copy = folder / path.name.replace(name, target)
        shutil.copytree(path, copy) if path.is_dir() else shutil.copy(path, copy)
