"""Folders with a framework, its libraries and the programs to measure, as .py or as .mpy.

Both frameworks get the same libraries and the same programs, so that what differs is theirs.
"""

import os
import shutil
import subprocess
from pathlib import Path

from tools import compilers, libraries, runtimes
from tools.package import HOST_ONLY
from tools.runtimes import Missing

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
TREES = ROOT / "build" / "measure"
FRAMEWORKS = ("original", "picoweb")
FILE_SIZE = 10 * 1024
LINE = b"A line of text that a small server sends.\n"
# What CPython alone needs no board ever loads, nor could it.
SKIPPED = (*HOST_ONLY, "__pycache__", "*.pyi", "*_tpl.py", "*.mpy", ".fetched")


def ours_is_there():
    return (ROOT / "picoweb" / "__init__.py").exists()


def build(framework, form, python):
    """Make and return the folder of a framework in a form ("py" or "mpy") for a Runtime."""
    tree = TREES / (f"{framework}-{form}-{python.name}")
    if tree.exists():
        shutil.rmtree(tree)
    shutil.copytree(libraries.ensure(), tree, ignore=shutil.ignore_patterns(*SKIPPED))
    shutil.rmtree(tree / "picoweb", ignore_errors=True)
    copy(source_of(framework) / "picoweb", tree / "picoweb")
    copy(HERE / "programs", tree)
    write_static_file(tree)
    compile_templates(tree, python)
    if form == "mpy":
        compile_tree(tree, python.name)
    return tree


def source_of(framework):
    """Return the folder that holds the framework's `picoweb` package."""
    return libraries.ensure_original() if framework == "original" else ROOT


def copy(source, target):
    ignore = shutil.ignore_patterns(*SKIPPED)
    shutil.copytree(source, target, ignore=ignore, dirs_exist_ok=True)


def write_static_file(tree):
    (tree / "static").mkdir()
    (tree / "static" / "data.txt").write_bytes((LINE * FILE_SIZE)[:FILE_SIZE])


def compile_templates(tree, python):
    """Compile the templates beforehand, as one does for a board."""
    code = "import utemplate.source as s; s.Loader(None, 'templates').load('squares.tpl')"
    subprocess.run([python.executable, "-c", code], cwd=tree, env=environment(tree), check=True)


def environment(tree):
    return dict(os.environ, PYCOPYPATH=str(tree), PYTHONDONTWRITEBYTECODE="1")


def compile_tree(tree, python_name):
    for path in sorted(tree.rglob("*.py")):
        compile_file(path, python_name)
        path.unlink()


def compile_file(path, python_name="pycopy", target=None):
    """Compile one file as a board's maker would: no -O, lookups cached. Return the .mpy."""
    target = target or path.with_suffix(".mpy")
    target.parent.mkdir(parents=True, exist_ok=True)
    command = [*compilers.command(python_name), "-o", str(target)]
    subprocess.run([*command, path.name], cwd=path.parent, check=True)
    return target


def pythons(names):
    """Return {name: Runtime} of those that are here; raise Missing if none is."""
    everything = runtimes.available()
    here = {n: everything[n] for n in names if not isinstance(everything[n], Missing)}
    if not here:
        raise everything[names[0]]
    return here
