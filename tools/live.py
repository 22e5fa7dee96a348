"""Make what runs a program in the page: the files that _static/live/ of the site has besides.

    python -m tools.live FOLDER

* board.js: worker.js, with MicroPython's own script, and loader.js, which starts it
* micropython.wasm, and micropython.wasm.js: the same for a page that is opened as a file
* picoweb.js: the sources of picoweb, of what its programs import, and of worker.js's Python

A page loads them when somebody presses Run for the first time.
"""

import base64
import json
import pathlib
import re
import sys

from tools import libraries, npm
from tools.chapters.mpy import modules_of_picoweb
from tools.runtimes import ROOT, Missing

SOURCES = ROOT / "docs" / "_static" / "live"
# Of the parts of picoweb: what there is no network, no certificate and no PC for.
LEFT_OUT = re.compile(r"asgi|cpython|tls.*|certificates|store_.*tree.*|store_sqlite")


def build(folder):
    """Write the files to `folder`; raise Missing where there is no Node.js."""
    folder.mkdir(parents=True, exist_ok=True)
    micropython = npm.micropython()
    wasm = (micropython / "micropython.wasm").read_bytes()
    (folder / "micropython.wasm").write_bytes(wasm)
    encoded = base64.b64encode(wasm).decode()
    (folder / "micropython.wasm.js").write_text(f'picowebBoard.wasm = "{encoded}";\n')
    (folder / "picoweb.js").write_text(f"picowebBoard.files = {as_json(python_files())};\n")
    (folder / "board.js").write_text(board(micropython / "micropython.mjs"))


def as_json(what):
    return json.dumps(what, ensure_ascii=False, separators=(",", ":"))


def board(module):
    """Return the script that holds the worker as a string, and starts it."""
    loader = (SOURCES / "loader.js").read_text()
    return loader.replace("source = WORKER", f"source = {as_json(worker(module.read_text()))}", 1)


def worker(module):
    """Return the whole of the worker: MicroPython's script as a function, and worker.js."""
    return f"{as_function(module)}\n{(SOURCES / 'worker.js').read_text()}"


def as_function(module):
    """Return the ES module as a function: a classic worker, made from text, cannot import."""
    body = module.replace("import.meta.url", '""')
    body = body.replace("export default _createMicroPythonModule;", "")
    body = body.replace("export async function loadMicroPython", "async function loadMicroPython")
    left = re.search(r"import\.meta|(?<![\w.'\"])export (?:default|async|function|const|{)", body)
    if left:
        raise ValueError(f"micropython.mjs has changed: {left[0]} is left")
    return f"async function micropython(WebAssembly, fetch) {{{body}\nreturn loadMicroPython;}}"


def python_files():
    """Return {path: text} of all that Python finds in its folder /lib there."""
    picoweb = [path for path in modules_of_picoweb() if not LEFT_OUT.fullmatch(path.stem)]
    template = sorted((libraries.ensure() / "utemplate").glob("*.py"))
    own = sorted((SOURCES / "wasm").glob("*.py"))
    paths = [*picoweb, *template, *own]
    return {f"{path.parent.name}/{path.name}": path.read_text() for path in paths}


def main():
    try:
        build(pathlib.Path(sys.argv[1]))
    except Missing as missing:
        sys.exit(f"picoweb: {missing}")


if __name__ == "__main__":
    main()
