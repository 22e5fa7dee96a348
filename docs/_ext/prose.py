"""Docstrings of the stubs as reStructuredText.

They are plain text with a few habits: "name: what it is." for an argument, "Raises X if ..." to
the end of a paragraph, calls like read_body() for other names. Arguments and errors become a list
of definitions, names become links.
"""

import re
from itertools import dropwhile

LITERAL = re.compile(r"``(.+?)``|(?<!`)`([^`]+)`(?!`)|(\b__\w+__\b)")
CALL = re.compile(r"(?<![\w.\\])((?:[a-zA-Z]\w*\.)*[a-zA-Z]\w*)\(\)")
ERROR = re.compile(r"(?<![\w.])HTTPError(?![\w.])")
RAISES = re.compile(r"(?:^|(?<=[.;] ))(?:It |Each )?[Rr]aises ")


def to_rst(doc, parameters=(), find=lambda name: None):
    """Return the lines of a docstring; `find(name)` returns a name in full, or None."""
    lines = []
    for block in doc.split("\n\n"):
        lines += [*block_to_rst(block, parameters, find), ""]
    return lines


def without_sketch(doc):
    """Leave out the few lines of code that a module's docstring begins with, for editors."""
    blocks = doc.split("\n\n")
    if "::" not in blocks:
        return doc
    start = blocks.index("::")
    rest = dropwhile(lambda block: block.startswith(" "), blocks[start + 1 :])
    return "\n\n".join([*blocks[:start], *rest])


def block_to_rst(block, parameters, find):
    if block.startswith((" ", "=")) or block.strip() == "::":
        return block.splitlines()
    if block.startswith("* "):
        return inline(block, find).splitlines()
    prose, fields = split(" ".join(block.split()), parameters)
    lines = [inline(prose, find)] if prose else []
    for name, text in fields:
        lines += ["", term(name), "    " + inline(text, find)]
    return lines


def term(name):
    return name if name == "Raises" else ", ".join(f"``{one}``" for one in name.split(", "))


def split(text, parameters):
    """Return the prose at the beginning of a paragraph, and [(arguments or "Raises", text)]."""
    text, raises = split_raises(text)
    if not parameters:
        return text, raises
    names = "|".join(parameters)
    start = re.compile(rf"(?:^|(?<=[.;:)\]}}\"] ))((?:{names})(?:, (?:{names}))*): ")
    prose, *found = start.split(text)
    fields = zip(found[::2], map(str.strip, found[1::2]), strict=True)
    return prose.strip(), [*fields, *raises]


def split_raises(text):
    """Cut "Raises X if ..." off the end of a paragraph."""
    found = RAISES.search(text)
    if not found:
        return text, []
    return text[: found.start()].strip(), [("Raises", text[found.end() :])]


def inline(text, find):
    """Return a text with its literals and links as reStructuredText has them."""
    parts, place = [], 0
    for found in LITERAL.finditer(text):
        parts += [plain(text[place : found.start()], find), literal(found[found.lastindex], find)]
        place = found.end()
    return "".join([*parts, plain(text[place:], find)])


def literal(text, find):
    call = CALL.fullmatch(text)
    full = find(call[1]) if call else None
    return role(text, full) if full else f"``{text}``"


def plain(text, find):
    """Return text that is neither literal nor markup, the names in it as links."""
    text = re.sub(r"([*|])(?!\s)", r"\\\1", text)
    text = re.sub(r"(?<=\w)_(?!\w)", r"\\_", text)
    text = CALL.sub(lambda found: linked(found[0], find(found[1])), text)
    return ERROR.sub(lambda found: linked(found[0], find(found[0])), text)


def linked(shown, full):
    return role(shown, full) if full else shown


def role(shown, full):
    # The backslash and the space, which vanish, let a letter or a bracket follow.
    return rf":py:obj:`{shown} <{full}>`\ "
