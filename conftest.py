"""pytest's plugins of this project; see each for what it does and which options it has."""

import importlib.util
import os
import pathlib

# Scratch files stay inside the folder, also when pytest is started without `make`.
os.environ["TMPDIR"] = str(pathlib.Path(__file__).resolve().parent / "build" / "tmp")
pathlib.Path(os.environ["TMPDIR"]).mkdir(parents=True, exist_ok=True)

pytest_plugins = ["tools.table"]
if importlib.util.find_spec("tools.chapters.plugin"):
    pytest_plugins.append("tools.chapters.plugin")
