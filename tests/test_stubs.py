"""The stubs for editors say what is there: every public name, with what it takes."""

import ast
import importlib
import inspect

import pytest
from test_public_names import NAMES

from tools.runtimes import ROOT

STUBS = sorted(ROOT.glob("picoweb/*.pyi"))
# What a program has no business with.
INSIDE_CLIENT = {"compose", "converse"}
# Attributes; the methods are in test_public_names.py.
ATTRIBUTES = {
    "WebApp": ("url_map", "headers_mode", "template_loader", "max_line", "max_head", "max_body")
    + ("max_conns", "timeout", "tasks", "mounts", "inited", "pkg", "serve_static"),
    "HTTPRequest": ("method", "path", "qs", "headers", "reader", "form", "url_match"),
    "Stream": ("status", "sent"),
}


def module_of(stub):
    return importlib.import_module(
        "picoweb" if stub.stem == "__init__" else f"picoweb.{stub.stem}"
    )


def definitions(body):
    """Return {name: node} of what a stub says under names that are not private."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    found = {node.name: node for node in body if isinstance(node, kinds)}
    for node in body:
        if isinstance(node, ast.AnnAssign):
            found[node.target.id] = node
        elif isinstance(node, ast.ImportFrom):
            found |= {one.asname: node for one in node.names if one.asname}
    return {name: node for name, node in found.items() if not name.startswith("_")}


def stated(stub):
    return definitions(ast.parse(stub.read_text()).body)


@pytest.mark.parametrize("stub", STUBS, ids=lambda stub: stub.stem)
def test_what_a_stub_says_is_there(stub):
    module = module_of(stub)
    for name, node in stated(stub).items():
        assert hasattr(module, name), name
        compare(getattr(module, name), node, name)


def compare(thing, node, name):
    if isinstance(node, ast.ClassDef):
        for inner, inner_node in definitions(node.body).items():
            if not isinstance(inner_node, ast.AnnAssign):
                compare(inspect.getattr_static(thing, inner), inner_node, f"{name}.{inner}")
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and inspect.isroutine(thing):
        assert parameters_of(thing) == parameters_in(node), name


def parameters_of(function):
    """Return [(name, has a default)] of a function."""
    parameters = inspect.signature(function).parameters.values()
    return [(one.name, one.default is not one.empty) for one in parameters]


def parameters_in(node):
    """Return the same of a function in a stub."""
    names = [one.arg for one in node.args.args]
    first = len(names) - len(node.args.defaults)
    found = [(name, number >= first) for number, name in enumerate(names)]
    return found + [(one.arg, False) for one in (node.args.vararg, node.args.kwarg) if one]


@pytest.mark.parametrize(("owner", "name"), NAMES, ids=[".".join(pair) for pair in NAMES])
def test_every_public_name_stands_in_a_stub(owner, name):
    assert name in names_of(owner) or name.startswith("_")


@pytest.mark.parametrize("owner", ATTRIBUTES)
def test_every_attribute_stands_in_a_stub(owner):
    assert set(ATTRIBUTES[owner]) <= set(names_of(owner))


FILES = {"HTTPRequest": "request", "Stream": "stream", "utils": "utils"}


def names_of(owner):
    """Return what the stubs say of the package, of a module or of a class."""
    names = stated(ROOT / "picoweb" / f"{FILES.get(owner, '__init__')}.pyi")
    return definitions(names[owner].body) if owner in names else names


@pytest.mark.parametrize(
    ("file", "name"),
    [("testing", "Client"), ("testing_response", "Response"), ("testing_response", "Headers")],
)
def test_every_method_of_a_client_stands_in_the_stub(file, name):
    stub = ROOT / "picoweb" / f"{file}.pyi"
    methods = {
        key for key, value in vars(getattr(module_of(stub), name)).items() if callable(value)
    }
    public = {key for key in methods if not key.startswith("_")} - INSIDE_CLIENT
    assert public <= set(definitions(stated(stub)[name].body))


def test_differences_are_found():
    node = ast.parse("def f(a: int, b: int = 1, *args: int, **kwargs: int) -> None: ...").body[0]
    assert parameters_in(node) == parameters_of(lambda a, b=1, *args, **kwargs: 0)
    assert parameters_in(node) != parameters_of(lambda a, b, *args, **kwargs: 0)
    assert parameters_in(node) != parameters_of(lambda a, c=1, *args, **kwargs: 0)
