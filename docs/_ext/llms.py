"""The site as plain text for language models, made of what `sphinx -b text` writes.

llms.txt lists the pages, each with its first sentence; llms-full.txt holds all of them, programs
included, in the order in which they are to be read.
"""

import re
from pathlib import Path

from docutils import nodes

ADDRESS = "{}.html"


def write(app, exception):
    if exception or app.builder.name != "text":
        return
    folder = Path(app.outdir)
    pages = list(in_order(app.env, app.config.root_doc))
    entries = [entry(app.env, page) for page in pages[1:]]
    about = f"# {app.config.project}\n\n> {first_sentence(app.env, pages[0])}\n\n## Pages\n\n"
    (folder / "llms.txt").write_text(about + "".join(entries), encoding="utf-8")
    texts = [(folder / f"{page}.txt").read_text(encoding="utf-8") for page in pages]
    (folder / "llms-full.txt").write_text("\n\n".join(texts), encoding="utf-8")


def in_order(env, page):
    yield page
    for child in env.toctree_includes.get(page, ()):
        yield from in_order(env, child)


def entry(env, page):
    said = first_sentence(env, page)
    about = f": {said}" if said else ""
    return f"- [{env.titles[page].astext()}]({ADDRESS.format(page)}){about}\n"


def first_sentence(env, page):
    paragraph = next(env.get_doctree(page).findall(nodes.paragraph), None)
    text = " ".join(paragraph.astext().split()) if paragraph else ""
    return re.split(r"(?<=[.:?!])\s", text)[0]


def setup(app):
    app.connect("build-finished", write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
