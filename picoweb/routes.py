# What a program says of a route, looked at when it does. Loaded with the first that has options,
# or a name in it.
from .stream import load

IN_NAME = "_0123456789"  # beside letters


def route(url, extra):
    # A route and its options as they are kept; ValueError if they are not as they should be.
    if isinstance(extra.get("methods"), str):
        wrong(url, 'has methods="%s", which is no list' % extra["methods"])
    if isinstance(url, str) and ("<" in url or url[:1] != "/"):
        extra = dict({"methods": ("GET", "HEAD")}, **extra)
        return load("patterns").Pattern(url), extra
    return url, extra


def parsed(route):
    # "/led/<int:n>/x" to ("/led/", [("int", "n", "/x")]): the kind, the name, what follows.
    head, *parts = route.split("<")
    names = [parse(part, route) for part in parts]
    if route[:1] != "/" or ">" in head:
        wrong(route, 'does not begin with "/", or has a ">" too many')
    for _, _, literal in names[:-1]:
        if not literal:
            wrong(route, "has nothing between two names")
    if len({name for _, name, _ in names}) < len(names):
        wrong(route, "has one name twice")
    return head, names


def parse(part, route):
    # 'int:n>/x' to ("int", "n", "/x")
    inner, closing, literal = part.partition(">")
    if not closing or ">" in literal:
        wrong(route, 'has no closing ">", or one too many')
    kind, colon, name = inner.rpartition(":")
    if (kind if colon else "str") not in ("str", "int", "path"):
        wrong(route, "has a name of kind %s; there are str, int and path" % kind)
    if not name or name[0].isdigit() or [c for c in name if not (c.isalpha() or c in IN_NAME)]:
        wrong(route, 'has "%s" for a name; letters, digits and _ make one' % name)
    return kind, name, literal


def wrong(route, what):
    raise ValueError('route "%s" %s' % (route, what))
