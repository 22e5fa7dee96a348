# Routes with a name in them: "/led/<int:n>". Loaded with the first one.
from .utils import unquote


class Pattern:
    # A route's segments, each a text or (kind, name).

    def __init__(self, route):
        self.segments = [parse(segment, route) for segment in route.split("/")]
        names = [segment[1] for segment in self.segments if isinstance(segment, tuple)]
        if route[0] != "/":
            wrong(route, 'does not begin with "/"')
        if len(set(names)) < len(names):
            wrong(route, "has one name twice")
        for segment in self.segments[:-1]:
            if segment[:1] == ("path",):
                wrong(route, "goes on after <path:...>, which takes all that is left")

    def match(self, path):
        # None, or what the path has in the place of each name.
        values = {}
        parts = path.split("/", len(self.segments) - 1)
        if len(parts) != len(self.segments):
            return None
        for segment, part in zip(self.segments, parts):
            if isinstance(segment, str):
                if part != segment:
                    return None
                continue
            kind, name = segment
            if not part or kind != "path" and "/" in part:
                return None
            if kind == "int":
                if not part.isdigit() and not (part[0] == "-" and part[1:].isdigit()):
                    return None
                part = int(part)
            else:
                part = unquote(part)
            values[name] = part
        return Match(values)


class Match:
    def __init__(self, values):
        self.values = values

    def group(self, name):
        return self.values[name]


def parse(segment, route):
    # "led" stays so, "<int:n>" is ("int", "n"), "<n>" is ("str", "n").
    if "<" not in segment and ">" not in segment:
        return segment
    if segment[-1] != ">":
        wrong(route, 'has no closing ">" at the end of "%s"' % segment)
    if segment[0] != "<" or segment.count("<") > 1 or segment.count(">") > 1:
        wrong(route, 'has more than one name between two "/"')
    kind, colon, name = segment[1:-1].rpartition(":")
    if (kind or "str") not in ("str", "int", "path"):
        wrong(route, "has a name of kind %s; there are str, int and path" % kind)
    if not name.replace("_", "a").isalpha():
        wrong(route, 'has "%s" for a name' % name)
    return kind or "str", name


def wrong(route, what):
    raise ValueError('route "%s" %s' % (route, what))
