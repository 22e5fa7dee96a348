"""All that boards run compiles there, and is in the dialect that every Python has."""

import ast
import io
import subprocess
import tokenize
from pathlib import Path

import dialect
import pytest

from tools import compilers
from tools.package import HOST_ONLY
from tools.runtimes import ROOT, Missing

COMPILES = Path(__file__).parent / "on_every_python" / "compiles.py"
# What only one Python loads knows what that one has.
OF_ONE_PYTHON = ("picoweb/micropy.py", "picoweb/pycopy.py") + tuple(
    f"picoweb/{name}" for name in HOST_ONLY
)
MOST_LINES = 20
# A comment in or above a longer function that says why it stays whole has these words.
EXCUSE = "one piece"


def board_files():
    """Return the programs that boards run, relative to the repository."""
    found = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]
    # What utemplate makes of a template is its own affair.
    names = [path.relative_to(ROOT).as_posix() for path in found if path.stem[-4:] != "_tpl"]
    return sorted(names)


def knows_one_python(file):
    """Tell whether a file may import what only one Python has; its syntax is everyone's."""
    return file in OF_ONE_PYTHON or file.rpartition("/")[2].startswith("test_")


FOLDERS = ("picoweb", "tutorial", "examples")
FILES = board_files()


def test_every_file_compiles(python, run_cases, monkeypatch):
    monkeypatch.chdir(ROOT)
    run_cases(python, COMPILES, *FILES)


@pytest.mark.parametrize("name", ["micropython", "pycopy", "pycopy32"])
def test_every_file_compiles_ahead(name, tmp_path):
    try:
        command = compilers.command(name)
    except Missing as missing:
        pytest.skip(str(missing))
    faults = [fault for file in FILES if (fault := fault_of(command, file, tmp_path))]
    assert not faults, "\n".join(faults)


def fault_of(command, file, folder):
    """Compile a file; return what the compiler said if it failed."""
    words = [*command, "-o", str(folder / "out.mpy"), file]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True)
    return f"{file}: {done.stdout}{done.stderr}" if done.returncode else ""


@pytest.mark.parametrize("file", FILES)
def test_only_the_dialect_is_used(file):
    found = dialect.faults((ROOT / file).read_text())
    if knows_one_python(file):
        found = [(line, what) for line, what in found if not what.startswith("import ")]
    assert not found


LACKING = {
    "an f-string": "f'{a}'",
    "match": "match a:\n    case 1: pass",
    "positional-only arguments": "def f(a, /): pass",
    "an asynchronous generator": "async def f():\n    for a in b:\n        yield a",
    "an asynchronous comprehension": "async def f():\n    return [a async for a in b]",
    "a * in a list, tuple or set": "[*a]",
    "a ** in a dict": "{**a}",
    "several * in a call": "f(*a, *b)",
    "several ** in a call": "f(**a, **b)",
    "a keyword argument of split()": "a.split(',', maxsplit=1)",
    "a tuple for startswith()": "a.startswith(('b', 'c'))",
    "a tuple for endswith()": "a.endswith(('b', 'c'))",
    "the method hex()": "a.hex()",
    "super().__contains__()": "super().__contains__(a)",
    "a slice with a step": "a[::2]",
    "raise from": "raise a from b",
    "a keyword of a class": "class A(metaclass=b): pass",
    "an attribute of a function": "def f(): pass\nf.a = 1",
    "import re": "import re",
    "import json": "def f():\n    if a:\n        import json",
    "import asyncio": "from asyncio import sleep",
    "import os": "import os.path",
    "import functools": "try:\n    import functools\nexcept ImportError: pass",
    "hexdigest": "a.hexdigest()",
    "isalnum": "a.isalnum()",
    "listdir": "os.listdir()",
    "urandom": "os.urandom(8)",
}
MORE_LACKING = {
    "(*a, 1)": "a * in a list, tuple or set",
    "{*a}": "a * in a list, tuple or set",
    "lambda a, /: a": "positional-only arguments",
    "async def f(a, /): pass": "positional-only arguments",
    "async def f():\n    return {a: 1 async for a in b}": "an asynchronous comprehension",
    "a[1:2:3]": "a slice with a step",
    "b'a'.decode(encoding='utf-8')": "a keyword argument of decode()",
}
# In the dialect, though it may look like something that is not.
PRESENT = [
    "a, *b = c",
    "f(*a, **b)",
    "def f(*, a=1): pass",
    "'%s' % a",
    "if (a := b): pass",
    "async def f():\n    async with a: pass\n    async for b in c: await d",
    "async def f():\n    def g():\n        yield 1\n    return g",
    "def f():\n    yield from g()",
    "def f(a: int) -> str: pass",
    "a[1:2]",
    "del a[0]",
    "del a[:2]",
    "try:\n    import json\nexcept ImportError:\n    import ujson as json",
    "import ujson",
    "from . import json",
    "from .json import a",
    "raise a",
    "a.startswith('b')",
    "a.hex(b)",
    "def f(): pass\na.f = f",
    "dict(a, b=1)",
]


@pytest.mark.parametrize("what", LACKING)
def test_what_boards_lack_is_found(what):
    assert [found for _, found in dialect.faults(LACKING[what])] == [what]


@pytest.mark.skipif(not hasattr(ast, "TryStar"), reason="CPython has except* since 3.11")
def test_what_newer_syntax_boards_lack_is_found():
    assert dialect.faults("try: pass\nexcept* OSError: pass") == [(1, "except*")]


@pytest.mark.parametrize("source", MORE_LACKING)
def test_what_boards_lack_is_found_in_every_form(source):
    assert [found for _, found in dialect.faults(source)] == [MORE_LACKING[source]]


@pytest.mark.parametrize("source", PRESENT)
def test_what_boards_have_is_let_pass(source):
    assert dialect.faults(source) == []


def test_there_are_files_to_check():
    assert {"picoweb/__init__.py", "tutorial/01_hello/app.py"} <= set(FILES)


# ---- Functions are short


def long_functions(source):
    """Return the functions that have too many lines of code and no comment that says why."""
    comments, code = lines_of(source)
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, kinds)]
    return [
        f"line {function.lineno}: {function.name}() has {count} lines"
        for function in functions
        if (count := len(code & span(function))) > MOST_LINES
        and not any(EXCUSE in comments.get(line, "") for line in around(function))
    ]


def lines_of(source):
    """Return {line: comment} and the set of the lines that hold code."""
    comments, code = {}, set()
    empty = (tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            comments[token.start[0]] = token.string
        elif token.type not in empty and not is_docstring(token):
            code.update(range(token.start[0], token.end[0] + 1))
    return comments, code


def is_docstring(token):
    return token.type == tokenize.STRING and token.line.lstrip().startswith('"""')


def span(function):
    return set(range(function.lineno, function.end_lineno + 1))


def around(function):
    """The lines of a function and the three above it, where a comment about it may stand."""
    return range(function.lineno - 3, function.end_lineno + 1)


@pytest.mark.parametrize("file", sorted(path.name for path in ROOT.glob("picoweb/*.py")))
def test_functions_are_short_or_say_why_not(file):
    assert not long_functions((ROOT / "picoweb" / file).read_text())


def function_of(lines, comment=""):
    return f"{comment}\ndef f():\n    # why\n\n" + "    a = 1\n" * (lines - 1)


def test_long_functions_are_found():
    assert long_functions(function_of(MOST_LINES)) == []
    assert long_functions(function_of(MOST_LINES + 1)) == ["line 2: f() has 21 lines"]
    excused = function_of(MOST_LINES + 1, "# It stays in one piece: the steps belong together.")
    assert long_functions(excused) == []
