"""pytest's plugins of this project; see each for what it does and which options it has."""

import importlib.util
import os
import pathlib
import tempfile

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
