"""What each chapter of the tutorial weighs, and on which Pythons its examples pass.

The heap is that in which all examples of the page run on a 32-bit Pycopy: framework, program
and the client that asks; and that of a server, whose client is elsewhere. Written to
docs/numbers-chapters.json, which the pages show.
"""

import datetime
import json

from tools import runtimes
from tools.chapters import page, plugin, wire
from tools.chapters.check import check_page
from tools.chapters.targets import Ended, Settings
from tools.measure import smallest, tables

NUMBERS = runtimes.ROOT / "docs" / "numbers-chapters.json"
BETWEEN = (32, 128, 2)  # K: where all of them lie, and how far around the found one is tried
LIMITS = {"connect": 10, "example": 5}  # seconds: where memory is short, an example may hang
BOARD = "pycopy32"  # a Python with a board's word size


def pages():
    found = sorted((runtimes.ROOT / "tutorial").glob("[0-9]*/index.rst"))
    return [page.read(path, str(path.relative_to(runtimes.ROOT))) for path in found]


def weigh():
    """Weigh every chapter, and write the numbers."""
    chapters = {chapter.folder.name: weigh_chapter(chapter) for chapter in pages()}
    today = datetime.date.today().isoformat()
    numbers = {"measured": today, "python": runtimes.find(BOARD).title, "chapters": chapters}
    NUMBERS.write_text(json.dumps(numbers, indent=2) + "\n")
    return numbers


def weigh_chapter(chapter):
    name = chapter.folder.name
    return {
        "py": smallest_heap(f"{name}.py", lambda heap: passes_in(chapter, heap, mpy=False)),
        "mpy": smallest_heap(f"{name}.mpy", lambda heap: passes_in(chapter, heap, mpy=True)),
        "served": smallest_heap(f"{name}.mpy, served", lambda heap: serves_in(chapter, heap)),
        "examples": len(chapter.examples),
        "targets": {target: outcome(chapter, target) for target in plugin.TARGETS},
    }


def smallest_heap(what, works_in):
    """Return the size in K from which on all that were tried are enough."""
    label = f"smallest heap: {what}"
    tables.say(label)

    def progress(heap):
        tables.say(f"{label}: {heap}K", detail=True)

    return smallest.search(works_in, progress, *BETWEEN)[1]


def passes_in(chapter, heap, mpy):
    return passes(chapter, BOARD, Settings(heap=f"{heap}k", mpy=mpy, **LIMITS))


def serves_in(chapter, heap):
    """True if the program serves in that heap what the page asks, from outside."""
    settings = Settings(heap=f"{heap}k", mpy=True, **LIMITS)
    return is_right(
        lambda: wire.Wire(runtimes.find(BOARD), chapter, settings),
        lambda target: check_page(chapter, target, target.said, wire.normal),
    )


def outcome(chapter, name):
    """Return "passed", "failed" or "missing"."""
    tables.say(f"{chapter.folder.name} on {name}")
    try:
        return "passed" if passes(chapter, name, settings(chapter, name)) else "failed"
    except runtimes.Missing:
        return "missing"


def settings(chapter, name):
    """Return what the page states: it is for a 32-bit Python, and others need twice the heap."""
    heap = chapter.heap or plugin.HEAP
    return Settings(heap=page.twice(heap) if name in plugin.WORDS_OF_64_BITS else heap)


def passes(chapter, name, how):
    """True if every example of a page says on a target what the page says."""
    return all(
        is_right(
            lambda: plugin.open_target(name, chapter.folder, how),
            lambda target, examples=examples: check_page(chapter, target, examples),
        )
        for examples in plugin.sessions(chapter, name)
    )


def is_right(open_target, check):
    try:
        target = open_target()
    except Ended:
        return False
    try:
        return not check(target).failures
    except Ended:
        return False
    finally:
        target.close()


def outcomes(chapter, names):
    return [chapter["targets"][name] for name in names]


def table(numbers):
    """Return the numbers as the text of a table."""
    names = plugin.TARGETS
    head = ["chapter", ".py, K", ".mpy, K", "served, K", "examples", *names]
    rows = [
        [
            name,
            c["py"],
            c["mpy"],
            c["served"],
            c["examples"],
            *(c["targets"][target] for target in names),
        ]
        for name, c in numbers["chapters"].items()
    ]
    return tables.table(head, rows)
