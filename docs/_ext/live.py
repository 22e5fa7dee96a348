"""The directive `live`: a program that runs in the page, on the MicroPython made for browsers.

    .. live:: app.py
       :open: /lamp

What it puts into the page is the plain listing (see listing.py), which is what everybody gets
without JavaScript, on paper and in a reader. Beside it lie the files that the program needs:
all of templates/ and static/, text to be edited and the rest to be carried along. live.js makes
an editor of them, with Run, Stop and Reset.
"""

import base64
import json
import pathlib

from docutils import nodes
from docutils.parsers.rst import directives
from listing import Listing, marked
from sphinx.util import logging

from tools import live as board
from tools.runtimes import Missing

logger = logging.getLogger(__name__)

# The builders whose pages are read in a browser, one by one.
LIVE_BUILDERS = ("html", "dirhtml")
FOLDERS = ("templates", "static")
SCRIPTS, STYLE = ("python.js", "editor.js", "live.js"), "live.css"


class live(nodes.General, nodes.Element):  # noqa: N801 - docutils names nodes so
    """A listing that can run; its children are the listing as it is without JavaScript."""


class Live(Listing):
    """`.. live:: app.py`, with `:open:` for the first address."""

    option_spec = {**Listing.option_spec, "open": directives.unchanged_required}

    def run(self):
        _, path = self.env.relfn2path(self.arguments[0])
        program = pathlib.Path(path)
        first = self.options.pop("open", "/")
        listing = super().run()
        files = collect(program, self.env.note_dependency)
        return [live("", *listing, main=program.name, open=first, files=files)]


def collect(program, note=lambda path: None):
    """Return {name: what live.js needs of it} of the program and what it serves."""
    paths = [program, *served(program.parent)]
    for path in paths:
        note(str(path))
    files = {path.relative_to(program.parent).as_posix(): describe(path) for path in paths}
    files[program.name]["marked"] = sorted(marked(program))
    return files


def served(folder):
    """Yield the files in templates/ and static/; a compiled template is no source."""
    for name in FOLDERS:
        for path in sorted((folder / name).rglob("*")):
            if path.is_file() and not path.name.endswith("_tpl.py"):
                yield path


def describe(path):
    """Return the file as JSON can hold it: text if it is some, else base64."""
    data = path.read_bytes()
    try:
        return {"text": data.decode()}
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode()}


def visit_html(writer, node):
    if writer.builder.name in LIVE_BUILDERS:
        attributes = {"class": "live", "data-main": node["main"], "data-open": node["open"]}
        writer.body.append(writer.starttag(node, "div", "", **attributes))
        writer.body.append('<div class="live-plain">')


def depart_html(writer, node):
    if writer.builder.name in LIVE_BUILDERS:
        # "</script>" in a file must not end the element that carries it.
        files = json.dumps(node["files"]).replace("</", "<\\/")
        writer.body.append("</div>")
        writer.body.append(f'<script type="application/json">{files}</script></div>\n')


def leave(writer, node):
    """On paper and in text it is the listing alone."""


def add_files(app, pagename, templatename, context, doctree):
    """Load the script and the style on those pages that have something live."""
    if app.builder.name not in LIVE_BUILDERS:
        return
    if doctree is not None and next(doctree.findall(live), None):
        for script in SCRIPTS:
            app.add_js_file(f"live/{script}", loading_method="defer")
        app.add_css_file(f"live/{STYLE}")


def add_board(app, error):
    """Put the MicroPython that the pages run beside their scripts."""
    if error or app.builder.name not in LIVE_BUILDERS:
        return
    try:
        board.build(pathlib.Path(app.outdir) / "_static" / "live")
    except Missing as missing:
        logger.info("no page can run its program: %s", missing)


def setup(app):
    app.add_node(
        live,
        html=(visit_html, depart_html),
        latex=(leave, leave),
        text=(leave, leave),
        man=(leave, leave),
        texinfo=(leave, leave),
    )
    app.add_directive("live", Live)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", add_board)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
