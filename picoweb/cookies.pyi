"""Cookies (RFC 6265).

::

    colour = cookies.get(req, "colour")
    if colour not in ("red", "green"):  # a client says what it likes
        colour = "red"
    cookies.set(resp, "colour", colour, max_age=3600)
"""

from . import HTTPRequest
from .stream import Stream

def get(req: HTTPRequest, name: str) -> str | None:
    """Return the value of a cookie that the client sent, or None.

    Of two with one name it is the first, that of the longer path (RFC 6265, 5.4).
    """

def set(
    resp: Stream,
    name: str,
    value: str,
    max_age: int | None = None,
    path: str = "/",
    domain: str | None = None,
    secure: bool = False,
    http_only: bool = True,
    same_site: str = "Lax",
    expires: str | None = None,
) -> None:
    """Have the client keep a value, before anything of the body is written.

    max_age: seconds; None: until the client ends. same_site: "Lax", "Strict" or "None"; browsers
    take "None" with secure=True alone. expires: a date as HTTP writes it, for clients that know
    no max_age. Clients keep 4096 bytes of name and value. Any text may be a value: what is
    special in it goes in quotes, as Python's http.cookies does it. Raises ValueError for a name
    that is no token, and for a line break or a ";" in an attribute.
    """

def delete(
    resp: Stream, name: str, path: str = "/", domain: str | None = None, secure: bool = False
) -> None:
    """Have the client forget a cookie that was set with this path and domain.

    Say secure=True for one that is secure: browsers refuse another for "__Host-" names.
    """
