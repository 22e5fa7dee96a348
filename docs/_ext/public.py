"""The public names of picoweb, read from its stubs: what picoweb/*.pyi declare without "_".

A name that a stub takes from another by `from .stream import Stream as Stream` is called as in
the first, "picoweb.Stream", wherever it is met.
"""

import ast
import functools
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Entry:
    """A public name: what it is called, what declares it, and in which stub."""

    name: str
    node: ast.AST
    doc: str
    stub: "Stub"

    @property
    def kind(self):
        """Return what Sphinx's Python domain calls it."""
        if isinstance(self.node, ast.ClassDef):
            return "exception" if is_exception(self.node) else "class"
        if isinstance(self.node, FUNCTIONS):
            return "function" if self.is_top else "property" if self.is_property else "method"
        return "data" if self.is_top else "attribute"

    @property
    def is_top(self):
        return self.name.rpartition(".")[0] in modules() or self.name in modules()

    @property
    def is_property(self):
        return any(getattr(one, "id", "") == "property" for one in self.node.decorator_list)

    @property
    def is_method(self):
        return isinstance(self.node, FUNCTIONS) and not self.is_top and not self.is_property


def is_exception(node):
    return any(getattr(base, "id", "") in ("Exception", "ValueError") for base in node.bases)


@dataclass
class Stub:
    """One .pyi file: its docstring, what it imports, its own names, and its private types."""

    path: Path
    tree: ast.Module
    imports: dict = field(default_factory=dict)
    exports: dict = field(default_factory=dict)
    private: dict = field(default_factory=dict)

    def __post_init__(self):
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and node.level:
                self.take_imports(node)
            else:
                self.private |= dict(private_type(node))

    def take_imports(self, node):
        for one in node.names:
            full = f"picoweb.{node.module}.{one.name}" if node.module else f"picoweb.{one.name}"
            self.imports[one.asname or one.name] = full
            if one.asname:
                self.exports[one.asname] = full

    @property
    def module(self):
        return "picoweb" if self.path.stem == "__init__" else f"picoweb.{self.path.stem}"

    @property
    def doc(self):
        return ast.get_docstring(self.tree) or ""

    def full(self, name):
        """Return what a name in this stub is called everywhere, or the name itself."""
        return canonical(self.imports.get(name, f"{self.module}.{name}"))


def private_type(node):
    """Give (name, the expression it stands for) if a statement makes a type for the stub alone."""
    if isinstance(node, ast.Assign) and node.targets[0].id.startswith("_"):
        yield node.targets[0].id, bound_of(node.value)
    elif isinstance(node, ast.ClassDef) and node.name.startswith("_"):
        yield node.name, ast.Name("Any")


def bound_of(value):
    """Return what a TypeVar is bound to, or Any; any other type as it is."""
    if not isinstance(value, ast.Call):
        return value
    return next((one.value for one in value.keywords if one.arg == "bound"), ast.Name("Any"))


@functools.cache
def modules():
    """Return {"picoweb.sse": Stub}, the package first."""
    paths = sorted(ROOT.glob("picoweb/*.pyi"), key=lambda path: path.stem)
    stubs = [Stub(path, ast.parse(path.read_text(encoding="utf-8"))) for path in paths]
    return {stub.module: stub for stub in stubs}


@functools.cache
def canonical(name):
    """Return "picoweb.Stream.read" for "picoweb.stream.Stream.read"."""
    for stub in modules().values():
        for short, full in stub.exports.items():
            if name == full or name.startswith(full + "."):
                return f"{stub.module}.{short}" + name[len(full) :]
    return name


@functools.cache
def entries():
    """Return {name: Entry} of every public name, classes before what is in them."""
    found = {}
    for stub in modules().values():
        for name, entry in declared(stub, stub.tree.body, stub.module):
            found[name] = entry
    return found


def top_names(module):
    """Return the names that belong to a module, as they stand there."""
    start = module + "."
    named = [name.removeprefix(start) for name in entries() if name.startswith(start)]
    return [name for name in named if "." not in name and f"{start}{name}" not in modules()]


def declared(stub, body, owner):
    """Give (name, Entry) of what a module or a class declares."""
    for name, node, doc in definitions(body):
        full = canonical(f"{owner}.{name}")
        yield full, Entry(full, node, doc, stub)
        if isinstance(node, ast.ClassDef):
            yield from declared(stub, node.body, full)


def definitions(body):
    """Give (name, node, docstring) of what statements declare under names that are not private."""
    for node, after in zip(body, [*body[1:], None], strict=True):
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
            name, doc = node.name, ast.get_docstring(node)
        elif isinstance(node, ast.AnnAssign):
            name, doc = node.target.id, text_of(after)
        else:
            continue
        if not name.startswith("_"):
            yield name, node, doc or ""


def text_of(node):
    """Return the text of a string that stands as a statement, below an attribute say."""
    value = getattr(node, "value", None) if isinstance(node, ast.Expr) else None
    text = getattr(value, "value", None)
    return text.strip() if isinstance(text, str) else ""


def member(owner, name):
    """Return the Entry of a class's member, its own or of what it is made from, or None."""
    found = entries().get(f"{owner}.{name}")
    if found or owner not in entries():
        return found
    made_from = [base for base in entries()[owner].node.bases if isinstance(base, ast.Name)]
    full = [entries()[owner].stub.full(base.id) for base in made_from]
    return next(filter(None, (member(base, name) for base in full)), None)


def special(owner, name):
    """Return the node of a class's __method__, or None."""
    body = getattr(entries()[owner].node, "body", []) if owner in entries() else []
    return next((node for node in body if getattr(node, "name", "") == name), None)


def class_in(annotation, stub):
    """Return the name of the public class that a type says, or None."""
    for node in ast.walk(annotation) if annotation else ():
        if isinstance(node, ast.Name):
            full = stub.full(node.id)
            if full in entries() and isinstance(entries()[full].node, ast.ClassDef):
                return full
    return None
