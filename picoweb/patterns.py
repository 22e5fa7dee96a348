# Routes with a name in them, "/led/<int:n>": what they find in a path. Stays with such a route.
from .stream import later


class Pattern:
    def __init__(self, route):
        self.head, self.names = later("routes").parsed(route)

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
