"""One-line breaks of picoweb, each with the check that catches it: a file for each part.

(file, the line, the line that breaks it, the check). A line stands here without its indent, and
is in its file once. A check is one of

    wire TABLE                    tests/on_every_python/wire.py, in one piece
    units TABLE                   tests/on_every_python/units.py
    part NAME                     tests/on_every_python/part_NAME.py
    MODULE::TEST [argument ...]   a live test, called with a Python and the arguments
    fault NAME                    a fault of the original, looked for in a program of its own

and runs on Pycopy where it is, else on CPython; `PYTHON:` in front says on which it must run.
"""

import importlib
import pkgutil

FILES = sorted(module.name for module in pkgutil.iter_modules(__path__))
BREAKS = [one for file in FILES for one in importlib.import_module(f"breaks.{file}").BREAKS]
