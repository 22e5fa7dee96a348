"""A page's transcript over a real socket: the client on CPython, the app on the Python under test.

Each example of the page runs on one of the two sides:

* ``from picoweb.testing import Client`` on the client's;
* ``client = Client(app)`` makes the server serve that app, and the client a
  ``Client("http://127.0.0.1:PORT")``;
* what uses the client, or names made from it, on the client's;
* all else (``from app import app``, ``app.lamp = 3``, ``import solution_1``) on the server's,
  in its limited heap, between the requests.

Not said over the wire is what needs names of both sides at once, what builds on such an
example, and what is marked ``# doctest: +MEMORY_ONLY``. What comes is compared with the same
expected text as in memory; Date and Connection lines are left out. A page of which nothing
at all is said by the client fails.
"""

import ast
import builtins
import contextlib
import pathlib
import re
import socket
import time

from tools import runtimes
from tools.chapters.page import MEMORY_ONLY
from tools.chapters.targets import Crash, Hang, Target, Unix

HIDDEN = re.compile(r"^< (?:date|connection):.*\n", re.MULTILINE | re.IGNORECASE)
BUILTINS = set(dir(builtins))

CLIENT, SERVER, IMPORT, CONNECT, UNSAID = "client", "server", "import", "connect", "unsaid"


def normal(text):
    """Leave out the header lines that only a real connection has."""
    return HIDDEN.sub("", text)


class Script:
    """Decide for each example, in order, on which side it runs."""

    def __init__(self):
        self.client_names = set()
        self.lost_names = set()  # made by examples that were not said

    def side(self, example):
        """Return one of the five, and remember the names that the example makes."""
        tree = parse(example.source)
        side = UNSAID if example.options.get(MEMORY_ONLY) else self.decide(tree)
        made = assigned(tree)
        self.client_names -= made
        self.lost_names -= made
        if side == UNSAID:
            self.lost_names |= made
        elif side != SERVER:
            self.client_names |= made
        return side

    def decide(self, tree):
        if imports_client(tree):
            return IMPORT
        if "Client" in self.client_names and served_app(tree):
            return CONNECT
        names = used(tree)
        if names & self.lost_names:
            return UNSAID
        if not names & self.client_names:
            return SERVER
        return UNSAID if names - assigned(tree) - self.client_names - BUILTINS else CLIENT


def parse(source):
    try:
        return ast.parse(source)
    except SyntaxError:  # an example that shows one
        return ast.Module([], [])


def imports_client(tree):
    match tree.body:
        case [ast.ImportFrom(module="picoweb.testing", names=[ast.alias(name="Client")])]:
            return True
    return False


def served_app(tree):
    """Return "app", the expression in ``client = Client(app)``, or None."""
    match tree.body:
        case [
            ast.Assign(value=ast.Call(ast.Name("Client"), [ast.Name() | ast.Attribute() as app]))
        ]:
            return ast.unparse(app)
    return None


def with_address(source, address):
    """Return ``client = Client(app)`` with the address in place of the app."""
    tree = ast.parse(source)
    tree.body[0].value.args[0] = ast.Constant(address)
    return ast.unparse(tree) + "\n"


def used(tree):
    """Return the names that the code needs."""
    names = (node for node in ast.walk(tree) if isinstance(node, ast.Name))
    return {name.id for name in names if isinstance(name.ctx, ast.Load)}


def assigned(tree):
    """Return the names that the code makes, also those of its imports and functions."""
    names = set()
    for node in ast.walk(tree):
        match node:
            case ast.Name(name, ctx=ast.Store()) | ast.arg(name):
                names.add(name)
            case ast.alias(name, asname):
                names.add(asname or name.split(".")[0])
            case ast.FunctionDef(name) | ast.AsyncFunctionDef(name) | ast.ClassDef(name):
                names.add(name)
    return names


class Wire(Target):
    """Both sides of a transcript; ``said`` are the page's examples that run."""

    def __init__(self, runtime, page, settings):
        script = Script()
        self.sides = {page.label(example): script.side(example) for example in page.examples}
        self.said = [e for e in page.examples if self.sides[page.label(e)] != UNSAID]
        with contextlib.ExitStack() as opened:
            self.server = Server(runtime, page.folder, settings)
            opened.callback(self.server.close)
            self.client = Unix(runtimes.find("cpython"), page.folder, settings)
            opened.callback(self.client.close)
            self.opened = opened.pop_all()
        self.heap = self.server.heap

    @property
    def speaks(self):
        """Does the client ask anything at all?"""
        return CLIENT in self.sides.values()

    def run(self, name, source):
        side = self.sides[name]
        if side == SERVER:
            return self.server.run(name, source)
        if side == CONNECT:
            app = served_app(parse(source))
            source = with_address(source, self.server.serve(app))
        answer = self.ask(name, source)
        self.server.check(patience=1 if answer[1] else 0)
        return answer

    def ask(self, name, source):
        try:
            return self.client.run(name, source)
        except Hang:
            self.server.process.busy = True
            raise

    def heard(self):
        return self.server.heard()

    def close(self):
        self.opened.close()


class Server(Unix):
    """The Python under test: runs examples, and serves apps between them."""

    program = pathlib.Path(__file__).with_name("serve.py")

    def run(self, name, source):
        return self.ask(("example", name, source))

    def serve(self, app):
        """Serve the app that this expression stands for; return its address."""
        port, _ = self.ask(("serve", app, free_port()))
        self.wait(int(port))
        return f"http://127.0.0.1:{port}"

    def wait(self, port):
        """Wait until somebody listens at the port."""
        end = time.monotonic() + self.settings.connect
        while not listens(port):
            self.check()
            if time.monotonic() > end:
                raise Hang(f"hang: no server after {self.settings.connect:g} s")
            time.sleep(0.02)

    def check(self, patience=0):
        """Raise Crash if the server has ended, or does so within `patience` seconds."""
        if self.process.ended(patience):
            raise Crash(f"crash: of the server, {self.process.obituary()}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0
