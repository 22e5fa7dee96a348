# Cookies (RFC 6265bis): functions of a request and of a response.
from .request import TOKEN
from .stream import later


def get(req, name):
    # Of two with one name the first, that of the longer path.
    cookies = req.headers.get(b"cookie")
    for pair in later("utils").text_of(cookies).split(";") if cookies else ():
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
    line = name + "=" + value
    for attribute, text in (
        ("Path", path),
        ("SameSite", same_site),
        ("Max-Age", max_age),
        ("Domain", domain),
        ("Expires", expires),
    ):
        if text is not None:
            if ";" in str(text):  # it would be the next attribute
                raise ValueError("%r has a ; in it" % text)
            line += "; %s=%s" % (attribute, text)
    if secure:
        line += "; Secure"
    if http_only:
        line += "; HttpOnly"
    resp.add_header("Set-Cookie", line)


def delete(resp, name, path="/", domain=None, secure=False):
    # They must be as it was set.
    set(resp, name, "", 0, path, domain, secure)
