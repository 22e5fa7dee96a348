"""What a chapter's page says: its examples, each with its line, and the heap it fits in.

The page is RST. Its examples are found by the standard library's DocTestParser, wherever they
stand, so also indented in a folded solution. An RST comment states the heap of a 32-bit board
that the chapter needs, where that is not the usual one:

    .. heap: 80k
"""

import doctest
import functools
import pathlib
import re
from dataclasses import dataclass

# For an example that cannot be said over a socket, though it uses nothing but the client.
MEMORY_ONLY = doctest.register_optionflag("MEMORY_ONLY")

HEAP = re.compile(r"^\s*\.\. heap: *(\S+)\s*$", re.MULTILINE)
SIZE = re.compile(r"(\d+)k$")
# An example that begins a solution.
SOLUTION = re.compile(r"from solution_\d+ import app\b")


class PageError(Exception):
    """The page itself is wrong; the text says where and what to do."""


@dataclass(frozen=True)
class Page:
    """One chapter's page, read."""

    path: pathlib.Path
    name: str
    examples: list
    heap: str | None

    @property
    def folder(self):
        """The chapter: app.py and what it serves."""
        return self.path.parent

    def sessions(self):
        """Return the examples in groups, each for a fresh interpreter.

        Who does an exercise starts the program anew, so a solution begins afresh. Else a board
        would have to hold three programs at once.
        """
        groups = [[]]
        for example in self.examples:
            if SOLUTION.match(example.source) and groups[-1]:
                groups.append([])
            groups[-1].append(example)
        return groups

    def where(self, example):
        """Return "tutorial/03_routes/index.rst:41", where the example stands."""
        return f"{self.name}:{example.lineno + 1}"

    def label(self, example):
        """Return "index.rst:41", what a traceback calls the example."""
        return f"{self.path.name}:{example.lineno + 1}"


@functools.cache
def read(path, name):
    """Read the page at `path`, called `name` in every report; raise PageError."""
    text = path.read_text(encoding="utf-8")
    examples = parse(text, name)
    if not examples:
        raise PageError(f"{name}:1: no example to run; a chapter is tested by its >>> lines")
    return Page(path, name, examples, stated_heap(text, name))


def parse(text, name):
    try:
        return doctest.DocTestParser().get_examples(text, name)
    except ValueError as error:  # "line 5 of the docstring for NAME has inconsistent ..."
        line = re.match(r"line (\d+) of the docstring for \S+ (.*)", str(error), re.DOTALL)
        raise PageError(f"{name}:{line[1]}: {line[2]}" if line else str(error)) from error


def stated_heap(text, name):
    stated = HEAP.search(text)
    if not stated:
        return None
    line = text.count("\n", 0, stated.start(1)) + 1
    return check_heap(stated[1], f"{name}:{line}")


def check_heap(size, where):
    """Return `size` if it reads "64k"; raise PageError naming `where` it is stated if not."""
    if not SIZE.match(size):
        raise PageError(f"{where}: heap {size!r} is not a size such as 64k")
    return size


def twice(size):
    """Return the heap that a 64-bit Python needs for what a 32-bit one does in `size`."""
    return f"{2 * int(size[:-1])}k"
