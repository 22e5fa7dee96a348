"""Ends the section "Run it" of each chapter with the line that makes a project of the chapter."""

from pathlib import Path

from chapters import TUTORIAL, number
from docutils import nodes

SECTION = "Run it"
AFTER = (
    "A folder of your own, with this program, picoweb, a test and a Makefile. "
    "It needs nothing else of this repository."
)


def add_box(app, doctree):
    """Put the box into a page that has been read, if it is a chapter's."""
    folder = Path(app.env.doc2path(app.env.docname)).parent
    if folder.parent != TUTORIAL or not number(folder):
        return
    for section in doctree.findall(nodes.section):
        if section.next_node(nodes.title).astext() == SECTION:
            section.append(box(f"make copy STEP={number(folder)} TO=~/greenhouse"))


def box(line):
    code = nodes.literal_block(line, line, language="sh")
    title = nodes.title("", "Copy it")
    return nodes.admonition("", title, code, nodes.paragraph("", AFTER), classes=["copy-box"])


def setup(app):
    app.connect("doctree-read", add_box)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
