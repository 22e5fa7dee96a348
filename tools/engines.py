"""Which engines of picoweb.store a Python has, and why it has not the others."""

import functools
import subprocess
import tempfile

from tools import runtimes
from tools.runtimes import Missing

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


def of(name):
    """Return the engines of a Python: those that it must have, and what else is here."""
    python = runtimes.find_or_missing(name)
    if name == "cpython" or isinstance(python, Missing):
        return ALWAYS[name]
    return [one for one in ENGINES if one in ALWAYS[name] or not reason_against(python, one)]


def reason_against(python, engine):
    """Return why a Python has not this engine, as a sentence, or None if it has.

    Raises AssertionError for one that it must have.
    """
    reason = ask(python, engine)
    assert not reason or engine not in ALWAYS[python.name], reason
    return f"{python.title}: {reason}" if reason else None


@functools.cache
def ask(python, engine):
    with tempfile.TemporaryDirectory() as folder:
        code = TRY.format(engine=engine, name=f"{folder}/try")
        done = subprocess.run(
            [python.executable, "-c", code],
            env=python.env(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=60,
        )
    return done.stdout.strip()
