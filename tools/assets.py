"""Make one importable module of a folder's static/ and templates/, for `picoweb.assets`.

    python -m tools.assets examples/notes myassets.py

Files are packed (gzip) where that helps, and known by a hash; templates are compiled by
utemplate. The module is in the boards' dialect: freeze it, or compile it by mpy-cross.
"""

import hashlib
import io
import mimetypes
import sys
import zlib
from pathlib import Path

from picoweb.assets import WINDOW
from picoweb.media_types import get_mime_type
from tools import libraries, runtimes

WORTH = 0.95  # of its size, at most, a file must have when packed
WIDTH = 20  # bytes of a file in a line of the module

MODULE = """\
# Made by `make assets` of {source}: what is changed here is lost.
#
#   import {name}
#   app.open = {name}.open           # for sendfile(), /static/ and picoweb.files
#   app.template_loader = {name}     # for render_template() and render_str()
from picoweb import assets

# name: (bytes, size once unpacked or 0, ETag, media type)
FILES = {{
{files}}}

{functions}
TEMPLATES = {{
{templates}}}


def open(path):
    return assets.find(FILES, path)


def load(name):
    return TEMPLATES[name]
"""


class Refusal(Exception):
    """It cannot be made; the text is a sentence that says what to do."""


def module(folder, name="myassets"):
    """Return the text of the module."""
    files, templates = static_files(folder), template_files(folder)
    if not files and not templates:
        raise Refusal(f"{folder} has no files in static/ or templates/: name another with FROM=")
    functions, entries = compiled(folder / "templates", templates)
    text = MODULE.format(
        source=folder.name,
        name=name,
        files="".join(entry(path.relative_to(folder).as_posix(), path) for path in files),
        functions=functions,
        templates=entries,
    )
    compile(text, name, "exec")
    return text


# ---- files


def static_files(folder):
    """Return the files of static/; not those that are packed already beside the others."""
    found = {path for path in (folder / "static").rglob("*") if path.is_file()}
    return sorted(
        path for path in found if path.suffix != ".gz" or path.with_suffix("") not in found
    )


def entry(name, path):
    """Return the lines of a file in FILES."""
    data = path.read_bytes()
    packed = pack(data)
    helps = len(packed) < WORTH * len(data)
    about = f"{len(data) if helps else 0}, {etag(data)!r}, {media_type(name)!r}"
    return f"    {name!r}: (\n{literal(packed if helps else data)}        {about},\n    ),\n"


def pack(data):
    """Return data as gzip, the same for the same data, and in a window that fits a board."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + WINDOW)
    return packer.compress(data) + packer.flush()


def etag(data):
    return b'"%s"' % hashlib.sha256(data).hexdigest()[:16].encode()


def media_type(name):
    """Return what picoweb says, or Python's own table where that knows more."""
    found = get_mime_type(name)
    if found != "application/octet-stream":
        return found
    return mimetypes.MimeTypes().guess_type(name)[0] or found


def literal(data):
    """Return the lines that write bytes in a module."""
    pieces = [data[start : start + WIDTH] for start in range(0, len(data), WIDTH)] or [b""]
    return "".join(f"        {piece!r}\n" for piece in pieces)[:-1] + ",\n"


# ---- templates


def template_files(folder):
    """Return the files of templates/; not what utemplate has made of them."""
    found = sorted((folder / "templates").rglob("*"))
    return [
        path for path in found if path.is_file() and path.suffix not in (".py", ".pyc", ".mpy")
    ]


def compiled(folder, paths):
    """Return (functions, lines of TEMPLATES)."""
    functions, entries, number = "", "", 1
    for path in paths:
        name = path.relative_to(folder).as_posix()
        text, last = compile_template(folder, name, number)
        functions += text
        entries += f"    {name!r}: render{number},\n"
        number = last + 1
    return functions, entries


def compile_template(folder, name, number):
    """Return (the function that renders a template, the last number that it uses)."""
    compiler_of = utemplate_compiler()
    out = io.StringIO()
    try:
        with (folder / name).open(encoding="utf-8") as source:
            last = compiler_of(source, out, seq=number, loader=Includes(folder)).compile()
        text = out.getvalue().partition("\n")[2] or f"def render{number}():\n    yield ''\n"
        if "_ = __import__(" in text:
            raise NotImplementedError("it includes one that only its arguments name")
        compile(text, name, "exec")
    except Exception as e:
        raise Refusal(f'the template "{name}" cannot be compiled: {e!r}') from e
    return text + "\n\n", last


class Includes:
    """What utemplate asks for the templates that others include."""

    def __init__(self, folder):
        self.folder = folder

    def input_open(self, name):
        return (self.folder / name).open(encoding="utf-8")


def utemplate_compiler():
    libraries.ensure()
    if str(runtimes.HOST_LIBRARIES) not in sys.path:
        sys.path.append(str(runtimes.HOST_LIBRARIES))
    from utemplate.source import Compiler

    return Compiler


def main(source="", target=""):
    try:
        path = checked(source, target)
        text = module(Path(source), path.stem)
        path.write_text(text, encoding="utf-8")
    except Refusal as refusal:
        sys.exit(f"picoweb: {refusal}.")
    except OSError as e:
        sys.exit(f"picoweb: {e.filename} cannot be read or written: {e.strerror}.")
    print(f"picoweb: {path} has {counts(text)}.")


def checked(source, target):
    """Return the path of the module that is to be made."""
    if not source or not target:
        raise Refusal("say which folder and which module: make assets FROM=folder TO=name.py")
    if not Path(source).is_dir():
        raise Refusal(f"FROM={source} is no folder")
    path = Path(target)
    if path.suffix != ".py" or not path.stem.isidentifier():
        raise Refusal(f"TO={target} is no module that can be imported: call it like assets.py")
    return path


def counts(text):
    """Return how much a module holds, as words."""
    made = {}
    exec(text, made)
    size = sum(len(data) for data, *_ in made["FILES"].values())
    return f"{len(made['FILES'])} files and {len(made['TEMPLATES'])} templates, {size} bytes"


if __name__ == "__main__":
    main(*sys.argv[1:])
