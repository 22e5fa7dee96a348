# Routes with a name in them, "/led/<int:n>", or with options. Loaded with the first one.
from .stream import later

IN_NAME = "_0123456789"  # beside letters


def checked(url, extra):
    # A route and its options as they are kept; ValueError if they are not as they should be.
    if isinstance(extra.get("methods"), str):
        wrong(url, 'has methods="%s", which is no list' % extra["methods"])
    if isinstance(url, str) and ("<" in url or url[:1] != "/"):
        return Pattern(url), dict({"methods": ("GET", "HEAD")}, **extra)
    return url, extra


class Pattern:
    def __init__(self, route):
        parts = route.split("<")
        self.head = parts[0]
        self.names = [parse(part, route) for part in parts[1:]]  # (kind, name, what follows)
        if route[:1] != "/" or ">" in self.head:
            wrong(route, 'does not begin with "/", or has a ">" too many')
        for _, _, literal in self.names[:-1]:
            if not literal:
                wrong(route, "has nothing between two names")
        if len({name for _, name, _ in self.names}) < len(self.names):
            wrong(route, "has one name twice")

    def match(self, path):
        # None, or what the path has in the place of each name.
        if not path.startswith(self.head):
            return None
        path = path[len(self.head) :]
        values = {}
        for kind, name, literal in self.names:
            last = len(values) == len(self.names) - 1
            end = path.rfind(literal) if last or kind == "path" else path.find(literal)
            value = convert(kind, path[: max(end, 0)])
            if value is None:
                return None
            values[name] = value
            path = path[end + len(literal) :]
        return None if path else Match(values)


class Match:
    def __init__(self, values):
        self.values = values

    def group(self, name):
        return self.values[name]


def convert(kind, text):
    # A piece of the path, decoded once and as what it is to be; None if it is not.
    if not text or kind != "path" and "/" in text:
        return None
    if kind != "int":
        return later("utils").unquote(text) if "%" in text else text
    return int(text) if text.isdigit() or text[0] == "-" and text[1:].isdigit() else None


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
