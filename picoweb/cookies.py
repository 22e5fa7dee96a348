# Cookies (RFC 6265bis): functions of a request and of a response.
from .request import TOKEN
from .stream import later


def get(req, name):
    # Of two with one name the first, that of the longer path.
    cookies = later("utils").text_of(req.headers.get(b"cookie", b""))
    for pair in cookies.split(";"):
        key, equals, value = pair.strip().partition("=")
        if equals and key == name:
            return later("quoting").unquoted(value) if '"' in value else value


# It is one piece: a line for each attribute.
def set(
    resp,
    name,
    value,
    max_age=None,
    path="/",
    domain=None,
    secure=False,
    http_only=True,
    same_site="Lax",
    expires=None,
):
    # Whatever is no token is looked at: a name may not be so, and a value is quoted then.
    if not name or (name + value).encode().strip(TOKEN):
        value = later("quoting").quoted(name, value)
    line = "%s=%s; Path=%s; SameSite=%s" % (name, value, path, same_site)
    for attribute, text in ("Max-Age", max_age), ("Domain", domain), ("Expires", expires):
        if text is not None:
            line += "; %s=%s" % (attribute, text)
    if secure:
        line += "; Secure"
    if http_only:
        line += "; HttpOnly"
    resp.add_header("Set-Cookie", line)


def delete(resp, name, path="/", domain=None):
    # Path and domain must be those that it was set with.
    set(resp, name, "", 0, path, domain)
