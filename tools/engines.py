"""Which engines of picoweb.store a Python has, and why it has not the others."""

import subprocess

ENGINES = ("btree", "btreedb", "filedb", "sqlite")
# What a Python has on every machine: to miss these is a fault, not a reason to skip.
ALWAYS = {
    "cpython": ("filedb", "sqlite"),
    "micropython": ("filedb",),
    "pycopy": ("btree", "btreedb", "filedb"),
    "pycopy32": ("btree", "btreedb", "filedb"),
}
TRY = """
from picoweb.store import Model
try:
    Model({engine!r}, {name!r}).close()
except ValueError as e:
    print(e)
"""

_reasons = {}


def reason_against(python, engine, folder):
    """Return why a Python has not this engine, as a sentence, or None if it has.

    folder: where it is tried out. Raises AssertionError for one that it must have.
    """
    key = python.executable, engine
    if key not in _reasons:
        _reasons[key] = ask(python, engine, folder)
    reason = _reasons[key]
    assert not reason or engine not in ALWAYS[python.name], reason
    return f"{python.title}: {reason}" if reason else None


def ask(python, engine, folder):
    code = TRY.format(engine=engine, name=f"{folder}/try-{engine}")
    done = subprocess.run(
        [python.executable, "-c", code],
        env=python.env(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=20,
    )
    return done.stdout.strip()
