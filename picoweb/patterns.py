# Routes with a name in them: "/led/<int:n>". Loaded with the first one.
from .utils import unquote

KINDS = ("str", "int", "path")


class Pattern:
    # A route's text as [literal, (kind, name), literal, ...].

    def __init__(self, text):
        self.text = text
        self.parts = []
        rest = text
        while rest:
            literal, opening, rest = rest.partition("<")
            self._check_literal(literal)
            self.parts.append(literal)
            if opening:
                inner, closing, rest = rest.partition(">")
                if not closing:
                    raise ValueError('route "%s" has no closing ">"' % text)
                self.parts.append(self._name(inner))
                if rest[:1] == "<":
                    raise ValueError('route "%s" needs something between ">" and "<"' % text)

    def _check_literal(self, literal):
        if ">" in literal:
            raise ValueError('route "%s" has a ">" without "<"' % self.text)
        if not self.parts and literal[:1] != "/":
            raise ValueError('route "%s" does not begin with "/"' % self.text)

    def _name(self, inner):
        kind, colon, name = inner.partition(":")
        if not colon:
            kind, name = "str", inner
        if kind not in KINDS:
            raise ValueError('route "%s": <%s> is of no kind that picoweb knows: str, int, path'
                             % (self.text, inner))
        if not is_name(name):
            raise ValueError('route "%s": "%s" is no name for an argument' % (self.text, name))
        for part in self.parts:
            if part == ("str", name) or part == ("int", name) or part == ("path", name):
                raise ValueError('route "%s" has <%s> twice' % (self.text, name))
        return kind, name

    def match(self, path):
        # None, or what the path has in each place.
        values = {}
        last = len(self.parts) - 1
        for i in range(0, last + 1, 2):
            literal = self.parts[i]
            if not path.startswith(literal):
                return None
            path = path[len(literal):]
            if i == last:
                break
            kind, name = self.parts[i + 1]
            following = self.parts[i + 2] if i + 2 <= last else ""
            end = end_of(path, kind, following)
            value = convert(path[:end], kind)
            if value is None:
                return None
            values[name] = value
            path = path[end:]
        return None if path else Match(values)


class Match:
    def __init__(self, values):
        self.values = values

    def group(self, name):
        return self.values[name]


def end_of(path, kind, following):
    # Where a value ends: at what follows it in the route, else at the next "/".
    if kind == "path":
        end = path.rfind(following) if following else len(path)
    else:
        slash = path.find("/")
        end = len(path) if slash < 0 else slash
        if following and following[0] != "/":
            end = path[:end].find(following)
    return max(end, 0)


def convert(text, kind):
    # A piece of the path, decoded once and as what it should be; None if it is not.
    if not text:
        return None
    if kind == "int":
        digits = text[1:] if text[0] == "-" else text
        return int(text) if digits.isdigit() else None
    return unquote(text)


def is_name(name):
    if not name or name[0].isdigit():
        return False
    for char in name:
        if not (char.isalpha() or char.isdigit() or char == "_"):
            return False
    return True
