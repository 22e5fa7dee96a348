"""What Pycopy and MicroPython lack of the language, found in a program's syntax tree.

`picoweb/`, `tutorial/` and `examples/` are written in what all of them compile and have. Where
no board's Python is at hand to compile a file, this check alone stands for them. What depends on
types escapes it: `del bytearray[:n]`, which they lack, looks like `del list[:n]`.
"""

import ast

# Modules that Pycopy knows by their u-names only: import them in a try, the u-name beside.
PLAIN_MODULES = {
    *("asyncio", "binascii", "collections", "errno", "hashlib", "io", "json", "logging", "os"),
    *("random", "re", "select", "socket", "ssl", "struct", "time", "zlib"),
}
# What neither of them has.
NO_MODULES = {
    *("abc", "contextlib", "copy", "dataclasses", "datetime", "enum", "functools", "inspect"),
    *("itertools", "pathlib", "queue", "subprocess", "threading", "types", "typing", "uuid"),
}
# Attributes that one of them lacks.
NO_ATTRIBUTES = {"hexdigest", "isalnum", "listdir", "urandom", "isidentifier", "casefold"}
# Methods of text and bytes: none of them takes keyword arguments there.
TEXT_METHODS = {
    *("encode", "decode", "split", "rsplit", "splitlines", "replace", "strip", "find", "join"),
    *("startswith", "endswith", "partition", "rpartition", "count"),
}


def faults(source):
    """Return a list of (line number, what is not in the dialect)."""
    tree = ast.parse(source)
    found = [(node.lineno, what) for node in ast.walk(tree) for what in faults_of(node)]
    found += function_attributes(tree)
    found += plain_imports(tree.body, guarded=False)
    return sorted(found)


def faults_of(node):
    """Yield what is wrong with this node alone."""
    check = CHECKS.get(type(node).__name__)
    return check(node) if check else ()


def always(what):
    return lambda node: [what]


def arguments_of(node):
    if node.args.posonlyargs:
        yield "positional-only arguments"


def async_function(node):
    yield from arguments_of(node)
    if any(isinstance(child, ast.Yield) for child in own_nodes(node)):
        yield "an asynchronous generator"


def own_nodes(function):
    """Walk a function without the functions that are within it."""
    todo = list(function.body)
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            todo += ast.iter_child_nodes(node)


def starred_items(node):
    # On the left of "=" they are everywhere; a set is never there.
    loads = isinstance(getattr(node, "ctx", ast.Load()), ast.Load)
    if loads and any(isinstance(item, ast.Starred) for item in node.elts):
        yield "a * in a list, tuple or set"


def dictionary(node):
    if None in node.keys:
        yield "a ** in a dict"


def call(node):
    if sum(isinstance(argument, ast.Starred) for argument in node.args) > 1:
        yield "several * in a call"
    if sum(keyword.arg is None for keyword in node.keywords) > 1:
        yield "several ** in a call"
    yield from call_of_method(node)


def call_of_method(node):
    method = getattr(node.func, "attr", "")
    if method in TEXT_METHODS and node.keywords:
        yield f"a keyword argument of {method}()"
    if method in ("startswith", "endswith") and isinstance(node.args[0], ast.Tuple):
        yield f"a tuple for {method}()"
    if method == "hex" and not node.args:
        yield "the method hex()"
    if method == "__contains__" and getattr(node.func.value, "func", None):
        yield "super().__contains__()"


def comprehension(node):
    if node.is_async:
        yield "an asynchronous comprehension"


def comprehension_in(node):
    return [what for generator in node.generators for what in comprehension(generator)]


def slice_step(node):
    parts = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
    if any(isinstance(part, ast.Slice) and part.step for part in parts):
        yield "a slice with a step"


def raising(node):
    if node.cause:
        yield "raise from"


def class_definition(node):
    if node.keywords:
        yield "a keyword of a class"


def attribute(node):
    if node.attr in NO_ATTRIBUTES:
        yield node.attr


CHECKS = {
    "JoinedStr": always("an f-string"),
    "Match": always("match"),
    "TryStar": always("except*"),
    "FunctionDef": arguments_of,
    "Lambda": arguments_of,
    "AsyncFunctionDef": async_function,
    "List": starred_items,
    "Tuple": starred_items,
    "Set": starred_items,
    "Dict": dictionary,
    "Call": call,
    "ListComp": comprehension_in,
    "SetComp": comprehension_in,
    "DictComp": comprehension_in,
    "GeneratorExp": comprehension_in,
    "Subscript": slice_step,
    "Raise": raising,
    "ClassDef": class_definition,
    "Attribute": attribute,
}


def function_attributes(tree):
    """Return where a function is given an attribute."""
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    functions = {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
    return [
        (node.lineno, "an attribute of a function")
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and isinstance(node.value, ast.Name)
        and node.value.id in functions
    ]


def plain_imports(body, guarded):
    """Return the imports of modules that are not everywhere, outside of a try."""
    found = []
    for node in body:
        inner = guarded or isinstance(node, ast.Try)
        for name in imported(node):
            if name in NO_MODULES or name in PLAIN_MODULES and not guarded:
                found.append((node.lineno, f"import {name}"))
        for field in ("body", "handlers", "orelse", "finalbody"):
            children = getattr(node, field, ())
            found += plain_imports(children if isinstance(children, list) else (), inner)
    return found


def imported(node):
    """Return the modules that a statement imports, by their first names."""
    if isinstance(node, ast.Import):
        return [alias.name.split(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module.split(".")[0]]
    return []
