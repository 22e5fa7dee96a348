"""The directive `listing`: a chapter's file as a whole, the lines marked that are new in it.

    .. listing:: app.py

`literalinclude :diff:` would show what was removed as well, and print absolute paths. Here every
line stands that the file has, and the file can be copied as it is. Below it are links to the
reference of the public names that it uses.
"""

from itertools import groupby
from pathlib import Path

from chapters import ROOT, chapter_before, chapter_of, file_before, is_own, new_lines, number
from docutils import nodes
from docutils.parsers.rst import directives
from sphinx import addnodes
from sphinx.directives.code import container_wrapper
from sphinx.util.docutils import SphinxDirective
from taught import names_in_file

LANGUAGES = {
    ".py": "python",
    ".tpl": "html+jinja",
    ".html": "html",
    ".css": "css",
    ".js": "javascript",
    ".json": "json",
    ".svg": "xml",
}


class Listing(SphinxDirective):
    required_arguments = 1
    option_spec = {"caption": directives.unchanged}

    def run(self):
        return listing(self, self.arguments[0], self.options.get("caption"))


def listing(directive, name, caption=None):
    """Return the nodes of a file's listing; `name` is as `literalinclude` takes it."""
    try:
        path = note_files(directive.env, name)
        code = block(path)
    except (OSError, UnicodeDecodeError) as error:
        # Not all of it: the error itself names the whole path.
        return problem(directive, f"listing: {name} cannot be read: {type(error).__name__}")
    directive.set_source_info(code)
    captioned = container_wrapper(directive, code, caption or shown_name(path, name))
    captioned["classes"].append("listing")
    try:
        return [captioned, *notes(path)]
    except SyntaxError as error:
        return [captioned, *problem(directive, f"listing: {name}:{error.lineno}: {error.msg}")]


def problem(directive, text):
    return [directive.state.document.reporter.warning(text, line=directive.lineno)]


def shown_name(path, name):
    """Return what a file is called: in a chapter as the page calls it, else from the root."""
    return name if chapter_of(path) else path.relative_to(ROOT).as_posix()


def note_files(env, name):
    """Return the file's path; the page is to be built anew when it, or the one before, changes."""
    _, full = env.relfn2path(name)
    path = Path(full)
    for file in filter(None, (path, file_before(path))):
        env.note_dependency(str(file))
    return path


def block(path):
    text = path.read_text(encoding="utf-8")
    code = nodes.literal_block(text, text, language=LANGUAGES.get(path.suffix, "text"))
    code["highlight_args"] = {"hl_lines": sorted(marked(path))}
    return code


def marked(path):
    """Return the lines to mark: none where all are new, as a mark would tell nothing there."""
    return new_lines(path) if file_before(path) else set()


def notes(path):
    """Return what stands below a listing."""
    said = [what_is_new(path), in_the_reference(path)]
    return (
        [nodes.container("", *filter(None, said), classes=["listing-notes"])] if any(said) else []
    )


def what_is_new(path):
    """Say which lines are marked, also to those who do not see it."""
    folder = chapter_of(path)
    if not folder or not chapter_before(folder) or path.name.startswith("solution_"):
        return None
    kind = "step" if is_own(path) else "chapter"
    before = f"{kind} {number(chapter_before(folder))}"
    if not file_before(path):
        return paragraph(f"This file is new: {before} has none of its name.")
    lines = marked(path)
    if not lines:
        return paragraph(f"It is the same as in {before}.")
    said = paragraph(f"New or changed since {before}: {ranges(lines)}")
    # Text alone has no marks.
    said.append(addnodes.only("", nodes.Text(", marked with +"), expr="html"))
    said.append(nodes.Text("."))
    return said


def paragraph(text):
    return nodes.paragraph(text, text)


def ranges(lines):
    """Return "lines 1, 7 to 9 and 12" for {1, 7, 8, 9, 12}."""
    said = [part for run in runs(sorted(lines)) for part in shortened(run)]
    start = ", ".join(said[:-1])
    return f"line{'s' if len(lines) > 1 else ''} {start + ' and ' if start else ''}{said[-1]}"


def shortened(run):
    return [f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run)


def runs(numbers):
    """Give the numbers that follow one another, together."""
    for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        yield [number for _, number in group]


def in_the_reference(path):
    """Link to the entries of the public names that a program uses, the new ones first."""
    # What a program of "Build your own picoweb" calls so is not picoweb's.
    names = [] if is_own(path) else names_in_file(path)
    if not names:
        return None
    before = file_before(path)
    known = [name for name in names if before and name in names_in_file(before)]
    new = [name for name in names if name not in known]
    line = nodes.paragraph("", "", *links("In the reference: ", new or known))
    line.extend(links(" Known from before: ", known) if new and known else [])
    return line


def links(title, names):
    """Return nodes that say "title name, name, name." with a link for each."""
    found = [nodes.Text(title)]
    for place, name in enumerate(names):
        found += [nodes.Text(", " if place else ""), reference(name)]
    return [*found, nodes.Text(".")]


def reference(name):
    """Return a link to the entry of a public name, without the "picoweb." that all begin with."""
    shown = name.removeprefix("picoweb.")
    return addnodes.pending_xref(
        "",
        nodes.literal(shown, shown, classes=["xref", "py", "py-obj"]),
        refdomain="py",
        reftype="obj",
        reftarget=name,
        refexplicit=True,
    )


def setup(app):
    app.add_directive("listing", Listing)
    app.add_css_file("listing.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
