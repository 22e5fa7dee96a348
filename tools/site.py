"""`make html`, `make serve`, `make docs-all`: build the site, serve it, make books of it.

python -m tools.site html             into build/html
python -m tools.site serve --port 8000    and build anew what changes
python -m tools.site all              what is in build/docs besides, see site_extras.py
"""

import argparse
import contextlib
import fcntl
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys

from tools import npm, run
from tools.runtimes import BUILD, ROOT, Missing

HTML = BUILD / "html"
# What pages are made of; all else may change without the site changing.
SOURCES = ("docs", "tutorial", "examples", "picoweb", "tools")
SOURCE_FILES = ("conf.py", "index.rst", "CHANGELOG.md", "CONTRIBUTING.rst", "pyproject.toml")
MADE = ("*/__pycache__/*", "*_tpl.py", "*.mpy")
PORT = "8000"
KEPT = 4  # states of the site that tests have looked at


class Refusal(Exception):
    """It cannot be built; the text is a sentence that says what to do."""


def main(words=None):
    options = parse(words)
    try:
        {"html": make_html, "serve": serve, "all": make_all}[options.what](options)
    except (Refusal, run.Refusal, Missing) as refusal:
        sys.exit(f"picoweb: {refusal}")
    except KeyboardInterrupt:
        print(flush=True)


def parse(words):
    parser = argparse.ArgumentParser(prog="tools.site", description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("html", "serve", "all"))
    parser.add_argument("--port", default="", help=f"serve at this port, not at {PORT}")
    return parser.parse_args(words)


def make_html(options):
    print("picoweb: building the site", flush=True)
    build("html", HTML)
    print(f"picoweb: the site is {(HTML / 'index.html').as_uri()}")


def make_all(options):
    from tools import site_extras

    make_html(options)
    missing = site_extras.make_all(HTML)
    if missing:
        raise Missing("Not all was made. " + " ".join(missing))


def build(builder, into):
    """Build all pages anew; raise Refusal with what Sphinx found wrong in them."""
    refuse_missing_sphinx()
    engine_or_say_why()
    write(builder, into, memory_of(into), "--fresh-env", "--write-all")


def write(builder, into, memory, *more):
    """Have a builder of Sphinx write all pages, of what `memory` holds as far as that is new."""
    command = [*sphinx(builder, into, memory), "--quiet", "--fail-on-warning", "--keep-going"]
    done = subprocess.run(
        [*command, *more],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise Refusal(f"Sphinx found faults in the pages:\n{done.stdout}")


def sphinx(builder, into, memory):
    """Return the command; what Sphinx remembers lies beside the site, not in it."""
    command = [sys.executable, "-m", "sphinx", "-b", builder, "-d", str(memory), "--nitpicky"]
    return [*command, ".", str(into)]


def memory_of(into):
    return BUILD / "doctrees" / "-".join(into.parts[-2:])


def refuse_missing_sphinx():
    if not importlib.util.find_spec("sphinx"):
        raise Missing("Sphinx is missing: install it with `python3 tools/setup.py docs`.")


def engine_or_say_why():
    """The listings run on a MicroPython from npm; without it the pages are there to be read."""
    try:
        npm.ensure()
    except Missing as missing:
        print(f"picoweb: No listing will run in the page. {missing}", file=sys.stderr)


def serve(options):
    """Serve the site, and build what changes, until Ctrl-C."""
    refuse_missing_sphinx()
    # Now, and not when all has been built.
    port = str(run.check_port(options.port or PORT))
    engine_or_say_why()
    print(f"picoweb: the site will be at http://127.0.0.1:{port}/ (Ctrl-C ends it)", flush=True)
    watched = [word for name in SOURCES for word in ("--watch", name)]
    ignored = [word for name in (*MADE, "*.new/*") for word in ("--ignore", name)]
    command = [sys.executable, "-m", "sphinx_autobuild", "--port", port, *watched, *ignored]
    command += ["--ignore", str(BUILD), "--ignore", str(ROOT / ".venv")]
    command += ["--ignore", str(ROOT / ".git"), "-n", "-d", str(memory_of(HTML))]
    # In place of this process: whatever ends the one ends the other.
    os.chdir(ROOT)
    os.execv(command[0], [*command, ".", str(HTML)])


def build_once(parent, run=None):
    """Return a folder with the site, and what Sphinx found wrong in it, or None.

    It is built unless it was built of just these sources, or in this test run. Several test
    processes may ask at once: one builds, the others wait for it. Each state of the sources has a
    folder of its own, so that nobody's pages change while they are looked at.
    """
    parent.mkdir(parents=True, exist_ok=True)
    note = parent / "built.json"
    with open(parent / "built.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        known = json.loads(note.read_text()) if note.exists() else []
        found = find_built(known, run)
        if not found:
            found = build_state(parent, fingerprint())
            known = [found, *known]
            forget_old(parent, known)
        if run:
            found["run"] = run
        note.write_text(json.dumps(known[:KEPT]))
    return parent / found["sources"], found["fault"]


def find_built(known, run):
    for one in known:
        if run and one.get("run") == run:
            return one
    sources = fingerprint()
    return next((one for one in known if one["sources"] == sources and not one["fault"]), None)


def build_state(parent, sources):
    """Build from nothing; what was wrong is remembered as well."""
    folder = parent / sources
    shutil.rmtree(folder, ignore_errors=True)
    try:
        build("html", folder)
    except Refusal as refusal:
        return {"sources": sources, "fault": str(refusal)}
    return {"sources": sources, "fault": None}


def forget_old(parent, known):
    kept = {one["sources"] for one in known[:KEPT]}
    for folder in parent.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.rmtree(memory_of(folder), ignore_errors=True)


def fingerprint():
    """Return a text that changes whenever a file that the site is made of does."""
    stamps = hashlib.sha256()
    for file in sorted(sources()):
        with contextlib.suppress(FileNotFoundError):
            known = file.stat()
            stamps.update(f"{file} {known.st_mtime_ns} {known.st_size}\n".encode())
    return stamps.hexdigest()[:16]


def sources():
    yield from (ROOT / name for name in SOURCE_FILES)
    for name in SOURCES:
        for folder, folders, files in os.walk(ROOT / name):
            folders[:] = [each for each in folders if each != "__pycache__"]
            yield from (ROOT / folder / file for file in files)


if __name__ == "__main__":
    # The module that site_extras imports, not a second one beside it.
    from tools.site import main

    main()
