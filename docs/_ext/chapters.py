"""The folders of numbered chapters, and what each one adds to the chapter before."""

import difflib
import functools
import re
from itertools import takewhile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TUTORIAL = ROOT / "tutorial"
OWN = "own"


def chapters(parent=TUTORIAL):
    """Return the folders of chapters, NN_name, in their order."""
    return sorted(path for path in parent.glob("[0-9]*_*") if path.is_dir())


def chapter_of(path):
    """Return the chapter that a file is in, or None."""
    inside = takewhile(lambda folder: folder != ROOT, Path(path).parents)
    return next((folder for folder in inside if number(folder)), None)


def number(folder):
    """Return the number of a chapter's folder as text, "05"; "" if it is no chapter."""
    found = re.match(r"(\d+)_", folder.name)
    return found[1] if found else ""


def is_own(path):
    """Tell whether a file belongs to the track that builds picoweb instead of using it."""
    folder = chapter_of(path)
    return folder is not None and folder.parent.name == OWN


def chapter_before(folder):
    """Return the folder numbered one less, or None."""
    one_less = int(number(folder)) - 1
    beside = chapters(folder.parent)
    return next((other for other in beside if int(number(other)) == one_less), None)


def file_before(path):
    """Return the file of the same name in the chapter before, or None.

    A solution has none: it goes with the program beside it.
    """
    folder = chapter_of(path)
    before = folder and chapter_before(folder)
    if not before or path.name.startswith("solution_"):
        return None
    same = before / path.relative_to(folder)
    return same if same.exists() else None


def new_lines(path):
    """Return the numbers of the lines, from 1, that are new or changed since the chapter before.

    In a file that the chapter before has not, these are all.
    """
    path = Path(path).absolute()
    return set(changed(lines_of(file_before(path)), lines_of(path)))


def lines_of(path):
    return tuple(path.read_text(encoding="utf-8").splitlines()) if path else ()


@functools.cache
def changed(old, new):
    """Return the numbers of the new lines that the old ones have not, at their place."""
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    kept = matcher.get_matching_blocks()
    same = {block.b + offset + 1 for block in kept for offset in range(block.size)}
    return frozenset(range(1, len(new) + 1)) - same
