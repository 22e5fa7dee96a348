"""What each chapter of the tutorial weighs, and on which Pythons its examples pass.

The heap is that in which all examples of the page run on a 32-bit Pycopy: framework, program
and the client that asks. Written to docs/numbers-chapters.json, which the pages show.
"""

import datetime
import json

from tools import runtimes
from tools.chapters import page, plugin
from tools.chapters.check import check_page
from tools.chapters.targets import Ended, Settings
from tools.measure import smallest, tables

NUMBERS = runtimes.ROOT / "docs" / "numbers-chapters.json"
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
    return {
        "py": smallest_heap(chapter, mpy=False),
        "mpy": smallest_heap(chapter, mpy=True),
        "examples": len(chapter.examples),
        "targets": {name: outcome(chapter, name) for name in plugin.TARGETS},
    }


def smallest_heap(chapter, mpy):
    """Return the size in K from which on all that were tried pass."""
    label = f"smallest heap of {chapter.folder.name}, {'.mpy' if mpy else '.py'}"
    tables.say(label)

    def progress(heap):
        tables.say(f"{label}: {heap}K", detail=True)

    return smallest.search(
        lambda heap: passes(chapter, BOARD, Settings(heap=f"{heap}k", mpy=mpy)), progress
    )[1]


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
        passes_in_session(chapter, name, how, examples)
        for examples in plugin.sessions(chapter, name)
    )


def passes_in_session(chapter, name, how, examples):
    try:
        target = plugin.open_target(name, chapter.folder, how)
    except Ended:
        return False
    try:
        return not check_page(chapter, target, examples).failures
    except Ended:
        return False
    finally:
        target.close()


def table(numbers):
    """Return the numbers as the text of a table."""
    names = plugin.TARGETS
    head = ["chapter", ".py, K", ".mpy, K", "examples", *names]
    rows = [
        [name, c["py"], c["mpy"], c["examples"], *(c["targets"][target] for target in names)]
        for name, c in numbers["chapters"].items()
    ]
    return tables.table(head, rows)
