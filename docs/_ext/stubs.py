"""The reference, made from the stubs: what picoweb/*.pyi say, as Sphinx's Python domain has it.

    .. part:: picoweb.sse       its table, and what its docstring says
    .. names:: picoweb.sse      an entry for each of its public names
       :only: events            ... or for some of them

sphinx-autoapi reads stubs as well, but makes pages of its own, shows a name once more for each
module that passes it on, and knows docstrings only of another kind than the plain ones here.
"""

import ast
import copy
import functools
import importlib
import inspect
import re
from pathlib import Path

import public
import taught
from chapters import chapters, number
from docutils.parsers.rst import directives
from figures import measured
from prose import to_rst, without_sketch
from sphinx.util.docutils import SphinxDirective

from tools.chapters import page
from tools.weigh import CORE

ROOT = Path(__file__).resolve().parents[2]
PYTHONS = "Pycopy, MicroPython, CPython"
# How a module takes another that it seldom needs.
LATER = re.compile(r"""\b(?:later|load)\("(\w+)"\)""")
# Where a name is looked for that a docstring says without its module.
NEAR = ("picoweb", "picoweb.WebApp", "picoweb.HTTPRequest", "picoweb.Stream")
# What has another value on each Python.
OF_THE_PORT = ("picoweb.WebApp.max_conns",)
# What a class can do besides, by its special methods.
ABLE = {
    "__aiter__": "Iterate over it with ``async for``.",
    "__iter__": "Iterate over it with ``for``.",
    "__enter__": "Use it in ``with``, which closes it.",
    "__getitem__": "Use ``[name]`` and ``name in`` as with a dict.",
}


class Part(SphinxDirective):
    """A module: how it is imported, what it needs and weighs, and its docstring."""

    required_arguments = 1
    # What is found out by itself, unless the page says it.
    option_spec = dict.fromkeys(("runs-on", "needs", "weighs"), directives.unchanged_required)

    def run(self):
        stub = public.modules()[self.arguments[0]]
        self.env.note_dependency(str(stub.path))
        self.env.note_dependency(str(ROOT / "docs" / "numbers-weigh.rst"))
        lines = [f".. py:module:: {stub.module}", "", *table(stub.module, self.options)]
        lines += to_rst(without_sketch(stub.doc), (), finder(stub.module))
        return self.parse_text_to_nodes("\n".join(lines))


class Names(SphinxDirective):
    """Entries for the public names of a module."""

    required_arguments = 1
    option_spec = {"only": directives.unchanged_required, "module": directives.flag}

    def run(self):
        self.note_all()
        try:
            lines = self.lines(public.modules()[self.arguments[0]])
        except (KeyError, SyntaxError, page.PageError) as error:
            # A name that no stub declares, or a chapter that cannot be read.
            raise self.error(f"names: {error}") from None
        return self.parse_text_to_nodes("\n".join(lines))

    def lines(self, stub):
        lines = [f".. py:currentmodule:: {stub.module}", ""]
        if "module" in self.options:
            lines = [f".. py:module:: {stub.module}", ""]
            lines += to_rst(stub.doc, (), finder(stub.module))
        for entry in chosen(stub.module, self.options.get("only", "").split()):
            lines += entry_lines(entry)
        return lines

    def note_all(self):
        """The page is to be built anew when a stub or a chapter changes."""
        files = [stub.path for stub in public.modules().values()]
        for folder in chapters():
            files += [*folder.glob("*.py"), folder / "index.rst"]
        for path in files:
            self.env.note_dependency(str(path))


def chosen(module, only):
    """Return the entries of a module, without what is in its classes: all of them, or these."""
    found = [public.entries()[f"{module}.{name}"] for name in only or public.top_names(module)]
    return sorted(found, key=lambda entry: entry.kind == "data")


# ---- the table of a part


def table(module, said):
    """Return the table of a part; `said` is what its page says itself."""
    rows = [
        ("Import", f"``{import_of(module)}``"),
        ("Needs", said.get("needs") or needs(module)),
        ("Runs on", said.get("runs-on", PYTHONS)),
        ("Weighs", said.get("weighs") or weight(module.rpartition(".")[2])),
    ]
    lines = [".. list-table::", "   :stub-columns: 1", "   :class: part", ""]
    for title, text in rows:
        lines += [f"   * - {title}", f"     - {text}"]
    return [*lines, ""]


def import_of(module):
    package, _, name = module.rpartition(".")
    return f"from {package} import {name}" if package else f"import {module}"


def needs(module):
    """Say what a module loads besides the core."""
    at_once, later = loads(module)
    first = ", ".join(["the core", *map(link, at_once)])
    return first + (f"; when they are first used: {', '.join(map(link, later))}" if later else "")


def loads(module):
    """Return the modules beside the core that a module imports, and those that it loads later."""
    source = (ROOT / "picoweb" / f"{module.rpartition('.')[2]}.py").read_text(encoding="utf-8")
    relative = [one for one in ast.walk(ast.parse(source)) if getattr(one, "level", 0)]
    at_once = beside([one.module for one in relative if one.module])
    return at_once, [one for one in beside(LATER.findall(source)) if one not in at_once]


def beside(names):
    """Return those that are not of the core, each once."""
    return [name for name in dict.fromkeys(names) if name not in CORE and name != "picoweb"]


def link(name):
    full = f"picoweb.{name}"
    has_entries = full in public.modules() and public.top_names(full)
    return f":py:mod:`{name} <{full}>`" if has_entries else f"``{name}``"


def weight(part):
    """Say what a module weighs, by the tables that `make weigh` wrote."""
    figures = [
        (f"Bytes of .mpy; picoweb.{part}; .mpy bytes", "bytes of .mpy"),
        (f"Heap that each part adds; {part}; bytes of heap", "bytes of heap once imported"),
        (f"Heap that each part adds; {part}; in use", "bytes of heap in use"),
    ]
    said = [f"{number:,} {words}" for what, words in figures if (number := number_in(what))]
    return (
        "; ".join(said or ["not measured"]) + " (:doc:`how it is measured </docs/numbers-weigh>`)"
    )


def number_in(what):
    """Return a number of the tables; 0 for a module that is weighed with those that load it."""
    try:
        return int(measured(what))
    except LookupError:
        return 0


# ---- an entry


def entry_lines(entry):
    """Return an entry as reStructuredText, with all that is in it."""
    name = entry.name.removeprefix(owner_module(entry.name) + ".")
    lines = [f".. py:{entry.kind}:: {name}{signature(entry)}", *options(entry), ""]
    body = [*bases(entry), *documented(entry), *abilities(entry), *taught_in(entry.name)]
    if isinstance(entry.node, ast.ClassDef):
        for inner in members(entry.name):
            body += entry_lines(inner)
    return lines + ["   " + line if line else "" for line in body]


def owner_module(name):
    """Return the module that a name is in, the longest that fits."""
    fits = [module for module in public.modules() if name.startswith(module + ".")]
    return max(fits, key=len)


def members(name):
    inner = [one for full, one in public.entries().items() if full.rpartition(".")[0] == name]
    return sorted(inner, key=lambda one: isinstance(one.node, public.FUNCTIONS))


def options(entry):
    found = []
    if isinstance(entry.node, ast.AsyncFunctionDef):
        found.append("   :async:")
    if entry.kind in ("attribute", "data"):
        found.append(f"   :type: {type_text(entry.node.annotation, entry.stub)}")
        value = value_of(entry.name)
        found += [f"   :value: {value}"] if value else []
    if entry.kind == "property":
        found.append(f"   :type: {type_text(entry.node.returns, entry.stub)}")
    return found


def value_of(name):
    """Return the value that an attribute has from the beginning, if it is short and plain."""
    module = owner_module(name)
    thing = importlib.import_module(module)
    for part in name.removeprefix(module + ".").split("."):
        thing = inspect.getattr_static(thing, part, None)
    plain = isinstance(thing, (int, float, str)) and len(repr(thing)) <= 20
    return repr(thing) if plain and name not in OF_THE_PORT else ""


def signature(entry):
    """Return "(self-less, arguments) -> result" of a function or of what makes a class."""
    node = entry.node
    if isinstance(node, ast.ClassDef):
        node = public.special(entry.name, "__init__")
        return arguments(node, entry.stub, True) if node else ""
    if not isinstance(node, public.FUNCTIONS) or entry.kind == "property":
        return ""
    returns = type_text(node.returns, entry.stub)
    return f"{arguments(node, entry.stub, entry.is_method)} -> {returns}"


def arguments(node, stub, is_method):
    args = copy.deepcopy(node.args)
    if is_method:
        args.args.pop(0)
    return f"({ast.unparse(Public(stub).visit(args))})"


def type_text(annotation, stub):
    return ast.unparse(Public(stub).visit(copy.deepcopy(annotation)))


class Public(ast.NodeTransformer):
    """Puts full names into a type, and what they stand for in the place of private ones."""

    def __init__(self, stub):
        self.stub = stub

    def visit_Name(self, node):  # noqa: N802
        stub = self.stub
        if node.id.startswith("_"):
            owner = public.modules().get(stub.imports.get(node.id, "").rpartition(".")[0], stub)
            return Public(owner).visit(copy.deepcopy(owner.private[node.id]))
        full = stub.full(node.id)
        return ast.Name(full) if full in public.entries() else node


def documented(entry):
    """Return what an entry's docstring says, and that of what makes a class."""
    find = finder(entry.name)
    lines = to_rst(entry.doc, parameters(entry.node), find)
    if isinstance(entry.node, ast.ClassDef):
        for name in ("__init__", "__call__"):
            node = public.special(entry.name, name)
            said = ast.get_docstring(node) if node else None
            lines += to_rst(said, parameters(node), find) if said else []
    return lines


def parameters(node):
    if isinstance(node, ast.ClassDef):
        inits = [one for one in node.body if getattr(one, "name", "") == "__init__"]
        return parameters(inits[0]) if inits else ()
    args = getattr(node, "args", None)
    if not args:
        return ()
    # What **kwargs takes has names as well.
    any_word = (r"[a-z]+",) if args.kwarg else ()
    return *(one.arg for one in args.args if one.arg != "self"), *any_word


def finder(name):
    """Return a function that says what a name in a docstring of `name` is called in full."""
    parts = name.split(".")
    around = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]

    def find(said):
        for owner in dict.fromkeys((*around, *NEAR)):
            full = public.canonical(f"{owner}.{said}")
            if full in public.entries() and full != name:
                return full
        return None

    return find


def bases(entry):
    made_from = getattr(entry.node, "bases", [])
    named = [type_text(base, entry.stub) for base in made_from]
    return [f"Made from :py:class:`~{named[0]}`.", ""] if named else []


def abilities(entry):
    said = [text for name, text in ABLE.items() if public.special(entry.name, name)]
    return [" ".join(said), ""] if isinstance(entry.node, ast.ClassDef) and said else []


def taught_in(name):
    """Return the line that says which chapters use a name."""
    folders = all_taught().get(name, [])
    if not folders:
        return []
    links = [f":doc:`{number(one)} </tutorial/{one.name}/index>`" for one in folders[1:]]
    first = f":doc:`chapter {number(folders[0])} </tutorial/{folders[0].name}/index>`"
    return [f"Taught in {first}{'; used in ' if links else ''}{', '.join(links)}.", ""]


@functools.cache
def all_taught():
    return taught.taught()


def forget(app):
    """Read everything anew at each build, where one process makes several."""
    for known in (public.modules, public.canonical, public.entries, taught.read, all_taught):
        known.cache_clear()


def set_up_signatures(app, config):
    """Short names in signatures, which break into lines where they are long."""
    config.add_module_names = False
    config.python_use_unqualified_type_names = True
    config.python_maximum_signature_line_length = 80
    # The loop is the platform's own, and its documentation is on another host.
    config.nitpick_ignore = [*config.nitpick_ignore, ("py:class", "asyncio.AbstractEventLoop")]


def setup(app):
    app.add_directive("part", Part)
    app.add_directive("names", Names)
    app.add_css_file("reference.css")
    app.connect("config-inited", set_up_signatures)
    app.connect("builder-inited", forget)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
