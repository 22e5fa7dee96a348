"""Which public names a program uses, and which chapters teach them: found by reading them.

The types are followed as the stubs state them: `client = Client(app)` is a Client, so
`client.get("/").text` is `picoweb.testing.Response.text`. What a handler is given it knows by
the names that all programs here use.
"""

import ast
import functools

import public
from chapters import chapters

from tools.chapters import page

# What no stub can say: parameters, and what comes out of a program that is not here.
CALLED = {
    "app": "picoweb.WebApp",
    "req": "picoweb.HTTPRequest",
    "resp": "picoweb.Stream",
    "writer": "picoweb.Stream",
    "e": "picoweb.HTTPError",
}
NEXT = ("__next__", "__anext__")


class Reader(ast.NodeVisitor):
    """Reads a program; `names` are the public names in it, in order.

    `made` are the classes of what it gets from them. `known` says what its own names stand for:
    ("module", name), ("entry", name) or ("instance", name of a class).
    """

    def __init__(self, folder):
        self.folder = folder
        self.names = {}
        self.made = set()
        self.known = {name: ("instance", owner) for name, owner in CALLED.items()}

    # ---- what an expression stands for

    def meaning(self, node):
        """Return what an expression stands for, or None."""
        if isinstance(node, ast.Name):
            return self.known.get(node.id)
        if isinstance(node, ast.Attribute):
            return found_in(self.meaning(node.value), node.attr)
        if isinstance(node, ast.Call):
            if getattr(node.func, "id", "") == "next" and node.args:
                return next_of(self.meaning(node.args[0]))
            return result_of(self.meaning(node.func))
        if isinstance(node, (ast.Await, ast.NamedExpr)):
            return self.meaning(node.value)
        return None

    def bind(self, target, meaning):
        if isinstance(target, ast.Name):
            self.known[target.id] = meaning

    # ---- what binds names

    def visit_Import(self, node):  # noqa: N802
        for one in node.names:
            if one.name in public.modules():
                self.known[one.asname or "picoweb"] = (
                    "module",
                    one.name if one.asname else "picoweb",
                )

    def visit_ImportFrom(self, node):  # noqa: N802
        beside = self.folder / f"{node.module}.py"
        for one in node.names:
            if (node.module or "").split(".")[0] == "picoweb":
                meaning = self.note(found_in(("module", node.module), one.name))
                self.known[one.asname or one.name] = meaning
            elif beside.exists():
                self.known[one.asname or one.name] = read(beside).known.get(one.name)

    def visit_Assign(self, node):  # noqa: N802
        self.generic_visit(node)
        for target in node.targets:
            self.bind(target, as_value(self.meaning(node.value)))

    def visit_NamedExpr(self, node):  # noqa: N802
        self.generic_visit(node)
        self.bind(node.target, as_value(self.meaning(node.value)))

    def visit_withitem(self, node):
        self.generic_visit(node)
        self.bind(node.optional_vars, as_value(self.meaning(node.context_expr)))

    def visit_For(self, node):  # noqa: N802
        self.visit(node.iter)
        self.bind(node.target, next_of(self.meaning(node.iter)))
        for one in (node.target, *node.body, *node.orelse):
            self.visit(one)

    visit_AsyncFor = visit_For  # noqa: N815

    def visit_comprehension(self, node):
        self.visit(node.iter)
        self.bind(node.target, next_of(self.meaning(node.iter)))
        for condition in node.ifs:
            self.visit(condition)

    def visit_ListComp(self, node):  # noqa: N802
        for one in (*node.generators, *values_of(node)):
            self.visit(one)

    visit_SetComp = visit_GeneratorExp = visit_DictComp = visit_ListComp  # noqa: N815

    def visit_ExceptHandler(self, node):  # noqa: N802
        if node.name:
            self.known[node.name] = result_of(self.meaning(node.type))
        self.generic_visit(node)

    def visit_FunctionDef(self, node):  # noqa: N802
        for one in (*node.decorator_list, *node.args.defaults):
            self.visit(one)
        outside = dict(self.known)
        for one in node.args.args:
            if one.arg != "self":
                named = CALLED.get(one.arg)
                self.known[one.arg] = named and ("instance", named)
        for one in node.body:
            self.visit(one)
        self.known = outside

    visit_AsyncFunctionDef = visit_FunctionDef  # noqa: N815

    def visit_ClassDef(self, node):  # noqa: N802
        made_from = [self.meaning(base) for base in node.bases]
        base = next((one for one in made_from if is_class(one)), None)
        if base:
            self.known[node.name] = base
            self.note_overrides(base[1], node.body)
        outside = dict(self.known)
        self.known["self"] = result_of(base)
        self.generic_visit(node)
        self.known = outside

    def note_overrides(self, owner, body):
        for node in body:
            targets = getattr(node, "targets", [node])
            for name in [getattr(one, "name", getattr(one, "id", "")) for one in targets]:
                self.note(found_in(("instance", owner), name))

    # ---- what uses them

    def visit_Name(self, node):  # noqa: N802
        self.note(self.known.get(node.id))

    def visit_Call(self, node):  # noqa: N802
        self.generic_visit(node)
        made = self.meaning(node)
        self.note_class(made)
        if is_class(self.meaning(node.func)):
            for word in node.keywords:  # cache={...} is what Files.cache holds
                self.note(found_in(made, word.arg))

    def visit_Attribute(self, node):  # noqa: N802
        self.generic_visit(node)
        self.note(self.meaning(node))

    def note(self, meaning):
        if meaning and meaning[0] == "entry":
            self.names[meaning[1]] = True
            self.note_class(as_value(meaning))
        return meaning

    def note_class(self, meaning):
        if meaning and meaning[0] == "instance":
            self.made.add(meaning[1])


def values_of(comprehension):
    fields = ("elt", "key", "value")
    return [getattr(comprehension, one) for one in fields if hasattr(comprehension, one)]


def is_class(meaning):
    return bool(meaning) and meaning[0] == "entry" and is_class_name(meaning[1])


def is_class_name(name):
    return name in public.entries() and isinstance(public.entries()[name].node, ast.ClassDef)


def found_in(meaning, name):
    """Return what an attribute of something stands for, or None."""
    kind, owner = as_value(meaning) or (None, None)
    if kind == "module":
        return of_module(f"{owner}.{name}")
    entry = public.member(owner, name) if owner else None
    return ("entry", entry.name) if entry else None


def of_module(name):
    if name in public.modules():
        return ("module", name)
    full = public.canonical(name)
    return ("entry", full) if full in public.entries() else None


def as_value(meaning):
    """Return the instance that an attribute holds; anything else as it is."""
    entry = public.entries().get(meaning[1]) if meaning and meaning[0] == "entry" else None
    if not entry or is_class_name(entry.name) or entry.kind in ("function", "method"):
        return meaning
    annotation = getattr(entry.node, "annotation", None) or getattr(entry.node, "returns", None)
    return instance_of(annotation, entry.stub)


def instance_of(annotation, stub):
    owner = public.class_in(annotation, stub)
    return ("instance", owner) if owner else None


def result_of(meaning):
    """Return what a call gives."""
    if is_class(meaning):
        return ("instance", meaning[1])
    entry = public.entries().get(meaning[1]) if meaning else None
    return instance_of(getattr(entry.node, "returns", None), entry.stub) if entry else None


def next_of(meaning):
    """Return what a loop over something has in each turn."""
    kind, owner = as_value(meaning) or (None, None)
    if kind != "instance":
        return None
    node = next(filter(None, (public.special(owner, name) for name in NEXT)), None)
    return instance_of(node.returns, public.entries()[owner].stub) if node else None


@functools.cache
def read(path):
    """Return the Reader of a program that is a file."""
    reader = Reader(path.parent)
    reader.visit(ast.parse(path.read_text(encoding="utf-8")))
    return reader


def names_in_file(path):
    """Return the public names that a program uses, in order; [] for a file that is none."""
    return list(read(path).names) if path.suffix == ".py" else []


def read_page(path):
    """Return the Reader of the examples of a chapter's page."""
    reader = Reader(path.parent)
    for example in page.parse(path.read_text(encoding="utf-8"), path.name):
        reader.visit(ast.parse(example.source))
    return reader


def names_in_chapter(folder):
    """Return the public names that a chapter uses: its programs, solutions and examples.

    Who uses a method has met its class.
    """
    readers = [read(path) for path in sorted(folder.glob("*.py"))]
    readers += [read_page(path) for path in folder.glob("index.rst")]
    names = set().union(*(reader.made.union(reader.names) for reader in readers))
    return names | {name.rpartition(".")[0] for name in names} & set(public.entries())


def taught():
    """Return {public name: the folders of the chapters that use it, in order}."""
    found = {}
    for folder in chapters():
        for name in names_in_chapter(folder):
            found.setdefault(name, []).append(folder)
    return found
