"""The target ``wasm``: the MicroPython of the browsers, under Node.js.

It is the Python that runs the listings in the page. Its heap grows as far as memory goes, so
this target promises nothing about what a chapter weighs.
"""

import json
import os
import pathlib

from tools import libraries, npm
from tools.chapters.targets import Unix
from tools.runtimes import ROOT, WASM

PROGRAM = pathlib.Path(__file__).with_name("wasm.mjs")


class Node:
    """How Node.js is started with a MicroPython in it: what a Runtime is for other Pythons."""

    name = WASM

    def __init__(self):
        self.executable = npm.node()
        self.module = npm.micropython() / "micropython.mjs"

    def argv(self, script, mark, *compiled, heap=None):
        return [self.executable, script, mark, self.module, json.dumps(folders(compiled))]

    def env(self):
        return dict(os.environ)


def folders(compiled=()):
    """Return {what Python sees: what it is of ours}."""
    seen = {
        "/lib/picoweb": ROOT / "picoweb",
        "/lib/utemplate": libraries.ensure() / "utemplate",
        "/lib/wasm": ROOT / "docs" / "_static" / "live" / "wasm",
        "/lib/agent.py": Unix.program,
    }
    seen.update(("/compiled", folder) for folder in compiled)
    return {its: str(ours) for its, ours in seen.items()}


class Wasm(Unix):
    """That Python, in a process of its own for each chapter."""

    program = PROGRAM

    def __init__(self, folder, settings):
        super().__init__(Node(), folder, settings)
