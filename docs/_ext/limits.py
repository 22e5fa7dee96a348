"""The directive ``.. limits::``: the limits of an app, with the defaults that the code has.

What each one means is said in picoweb/__init__.pyi.
"""

import ast
import pathlib

from figures import table
from sphinx.util.docutils import SphinxDirective

import picoweb

PICOWEB = pathlib.Path(__file__).resolve().parents[2] / "picoweb"
NAMES = ("max_line", "max_head", "max_body", "timeout", "max_conns", "tasks")


class Limits(SphinxDirective):
    def run(self):
        for file in ("__init__.py", "__init__.pyi", "micropy.py"):
            self.env.note_dependency(str(PICOWEB / file))
        says = meanings()
        rows = [[f"app.{name}", default(name), says[name]] for name in NAMES]
        return [table(["limit", "default", "what it bounds"], rows)]


def default(name):
    value = getattr(picoweb.WebApp, name)
    if name == "max_conns":
        return f"{on_a_board()} on a board, {value} on CPython"
    return str(value)


def on_a_board():
    """Return the connections that micropy.py allows where it is not on a PC."""
    for node in ast.parse((PICOWEB / "micropy.py").read_text()).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "max_conns":
            return node.value.orelse.value
    raise LookupError("micropy.py has no max_conns")


def meanings():
    """Return {name: the sentence below it} of the attributes that the stub of WebApp explains."""
    module = ast.parse((PICOWEB / "__init__.pyi").read_text())
    app = next(node for node in module.body if getattr(node, "name", "") == "WebApp")
    pairs = zip(app.body, app.body[1:], strict=False)
    return {
        first.target.id: second.value.value
        for first, second in pairs
        if isinstance(first, ast.AnnAssign) and isinstance(second, ast.Expr)
    }


def setup(app):
    app.add_directive("limits", Limits)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
