"""The measured numbers, where a page speaks of them: none is typed.

    :measured:`Smallest heap; pycopy32 hello.mpy; picoweb`
    .. measured-table:: Smallest heap
    .. numbers::

The role takes a table of docs/numbers-weigh.rst or docs/numbers-bench.rst by a pattern for its
title, a row by its first words, and a column by its name. The first directive shows a whole
table, the second is the landing page's row of figures. `make weigh` and `make bench` write what
all read.
"""

import json
import pathlib
import re

from docutils import nodes
from sphinx.util.docutils import SphinxDirective, SphinxRole

DOCS = pathlib.Path(__file__).resolve().parent.parent
TABLES = (DOCS / "numbers-weigh.rst", DOCS / "numbers-bench.rst")
CHAPTERS = DOCS / "numbers-chapters.json"
RULE = re.compile(r"=+(  +=+)+$")


def measured(what):
    """Return a number of the tables, as text; raise LookupError for one that is not there."""
    title, words, column = (part.strip() for part in what.split(";"))
    names, rows = find(title)
    row = next((row for row in rows if " ".join(row).startswith(words)), None)
    if not row or column not in names:
        raise LookupError(f"the table {title} has no {words}; {column}")
    # "42/62": some smaller sizes work, from the second on all do.
    return row[names.index(column)].split("/")[-1]


def find(title):
    """Return the names of the columns and the rows of a table, by a pattern for its title."""
    for heading, names, rows in tables():
        if re.match(title, heading):
            return names, rows
    raise LookupError(f"no table of the numbers is called {title}")


def tables():
    """Yield (title, names of columns, rows) of each table, all text."""
    for file in TABLES:
        title, rules = "", []
        lines = file.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            if RULE.match(line):
                rules.append(number)
            elif re.match(r"(-+|=+)$", line):
                title = lines[number - 1]
            if len(rules) == 3:
                first, second, last = rules
                names, *rows = split(
                    lines[first], lines[first + 1 : second] + lines[second + 1 : last]
                )
                yield title, names, rows
                rules = []


def split(rule, lines):
    """Split the lines of a simple table where its rule says that the columns begin."""
    starts = [match.start() for match in re.finditer("=+", rule)]
    spans = [slice(*both) for both in zip(starts, [*starts[1:], None], strict=True)]
    return [[line[span].strip() for span in spans] for line in lines]


def figures():
    """Yield (figure, what it says) for the landing page."""
    heap, old = (
        measured(f"Smallest heap; pycopy32 hello.mpy; {which}")
        for which in ("picoweb", "original")
    )
    yield f"{heap} KB", f"of heap serve a page on a 32-bit Python; picoweb 1.8.2 takes {old} KB"
    time, old = (
        measured(f"Pycopy; hello, closed, head of 400 B; {which} us")
        for which in ("picoweb", "original")
    )
    faster = f"{int(old) / int(time):.1f} ×"
    yield faster, f"as fast as 1.8.2: {time} µs of a PC's time for a browser's request, not {old}"
    if CHAPTERS.exists():
        yield chapters_and_pythons(json.loads(CHAPTERS.read_text())["chapters"].values())


def chapters_and_pythons(chapters):
    passed = [
        target
        for chapter in chapters
        for target, outcome in chapter["targets"].items()
        if outcome == "passed"
    ]
    figure = f"{len(chapters)} × {len(set(passed))}"
    return figure, f"chapters × Pythons: in {len(passed)} cases all of the page's examples pass"


class Measured(SphinxDirective):
    """What is made of the numbers; a number that is not there is a fault of the page."""

    def run(self):
        for file in (*TABLES, CHAPTERS):
            self.env.note_dependency(str(file))
        try:
            return [self.show()]
        except LookupError as missing:
            return [self.state.document.reporter.warning(str(missing), line=self.lineno)]


class Numbers(Measured):
    """The landing page's figures, as a list of terms."""

    def show(self):
        entries = [entry(*pair) for pair in figures()]
        return nodes.definition_list("", *entries, classes=["numbers"])


class Table(Measured):
    """One of the tables, by a pattern for its title."""

    required_arguments = 1
    final_argument_whitespace = True

    def show(self):
        return table(*find(self.arguments[0]))


def table(names, rows):
    """Return a table of text."""
    group = nodes.tgroup("", *(nodes.colspec(colwidth=1) for _ in names), cols=len(names))
    group += [nodes.thead("", line(names)), nodes.tbody("", *map(line, rows))]
    return nodes.table("", group)


def line(texts):
    return nodes.row("", *(nodes.entry("", nodes.paragraph(text, text)) for text in texts))


def entry(figure, text):
    says = nodes.definition("", nodes.paragraph(text, text))
    return nodes.definition_list_item("", nodes.term(figure, figure), says)


class Number(SphinxRole):
    """One number."""

    def run(self):
        for file in TABLES:
            self.env.note_dependency(str(file))
        try:
            number = measured(self.text)
        except LookupError as missing:
            return [], [self.inliner.reporter.warning(str(missing), line=self.lineno)]
        return [nodes.Text(number)], []


def setup(app):
    app.add_directive("numbers", Numbers)
    app.add_directive("measured-table", Table)
    app.add_role("measured", Number())
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
