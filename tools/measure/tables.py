"""Tables that read well on a terminal and in the documentation: RST simple tables."""

import datetime
import os
import platform
import sys
from pathlib import Path

NOTHING = "–"  # a hyphen alone in a cell would begin a list


def say(text, *, detail=False):
    """Show progress: on a terminal on one line, else a line for each step that is no detail."""
    if sys.stderr.isatty():
        print(f"\r{text:<78}", end="", file=sys.stderr, flush=True)
    elif not detail:
        print(text, file=sys.stderr, flush=True)


def table(head, rows):
    """Return an RST simple table of a list of titles and lists of cells.

    The first cell of each line must say something, else the line would go on with the one before.
    """
    lines = [[str(cell) for cell in row] for row in [head, *rows]]
    widths = [max(len(row[i]) for row in lines) for i in range(len(head))]
    rule = "  ".join("=" * width for width in widths)
    text = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in lines]
    return "\n".join([rule, text[0], rule, *text[1:], rule]) + "\n"


def title(text, underline="-"):
    return f"{text}\n{underline * len(text)}\n\n"


def machine():
    """Say what the numbers were measured on, and when."""
    today = datetime.date.today().isoformat()
    system = f"{platform.system()} {platform.machine()}"
    return f"{processor()}, {os.cpu_count()} cores, {system}, {today}"


def processor():
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or "an unnamed processor"
    for line in lines:
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def ratio(ours, original):
    return f"{ours / original:.2f}" if ours and original else NOTHING


def verdict(value, must, aim):
    """Return the cells that set a value against what it must and should be."""
    if value is None:
        return [NOTHING, must, aim, "not measured"]
    word = "aim met" if value <= aim else "must met" if value <= must else "MISSED"
    return [value, must, aim, word]


def write_page(path, heading, text):
    """Write a generated page of the documentation."""
    notice = f".. Generated file: `make {path.stem.rpartition('-')[2]}` writes it.\n\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(notice + title(heading, "=") + text)
