"""The directive ``.. weighs::``: what the chapter it stands in weighs, from the numbers measured.

``make weigh ARGS=--chapters`` measures them into docs/numbers-chapters.json.
"""

import json
import pathlib

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

NUMBERS = pathlib.Path(__file__).resolve().parent.parent / "numbers-chapters.json"


class Weighs(SphinxDirective):
    """A sentence and a table of what is measured of this chapter and of the one before."""

    def run(self):
        self.env.note_dependency(str(NUMBERS))
        numbers = json.loads(NUMBERS.read_text())
        here = pathlib.Path(self.env.doc2path(self.env.docname)).parent.name
        chapters = numbers["chapters"]
        if here not in chapters:
            text = "Not weighed yet."  # a test sees to it that this does not stay so
            return [nodes.paragraph(text, text)]
        before = [name for name in sorted(chapters) if name < here][-1:]
        shown = {name: chapters[name] for name in [*before, here]}
        return [sentence(numbers), table(shown)]


def sentence(numbers):
    text = (
        "The smallest heap in which all examples of this page run, framework, program and client "
        "together; and that of the server alone, when the same is asked over a network. "
        f"Measured on {numbers['python']}:"
    )
    return nodes.paragraph(text, text)


def table(chapters):
    titles = ["", "compiled there (.py)", "compiled ahead (.mpy)", "server alone (.mpy)"]
    rows = [
        [f"chapter {name[:2]}", *(f"{sizes[kind]} KB" for kind in ("py", "mpy", "served"))]
        for name, sizes in chapters.items()
    ]
    group = nodes.tgroup("", *[nodes.colspec(colwidth=1) for _ in titles], cols=len(titles))
    group += nodes.thead("", row(titles))
    group += nodes.tbody("", *map(row, rows))
    return nodes.table("", group, classes=["weighs"])


def row(texts):
    return nodes.row("", *[nodes.entry("", nodes.paragraph(text, text)) for text in texts])


def setup(app):
    app.add_directive("weighs", Weighs)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
