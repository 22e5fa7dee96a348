"""Behind a proxy: what it says about the client, believed only of addresses that are trusted.

::

    proxy.trust(app, ["127.0.0.1"])

Name every proxy that requests pass through, and the one header that it writes: it must replace
or extend what a client sends of that header, and drop or replace X-Forwarded-Proto and
X-Forwarded-Host if ``origin()`` is used.
"""

from . import HTTPRequest, WebApp
from .stream import Stream

def trust(app: WebApp, addresses: str | list[str] | tuple[str, ...], header: str = ...) -> None:
    """Believe the proxies at these addresses.

    app: the one that runs, not one mounted in it. addresses: "192.168.4.2" or "2001:db8::1", in
    lower case: no name, and no range of them. header: "X-Forwarded-For" unless told, "Forwarded"
    (RFC 7239), or what else holds addresses, "X-Real-IP" say.
    """

def client_address(req: HTTPRequest) -> str:
    """Return the client's address without its port; "" in memory, where there is none.

    It is the peer's, unless that is trusted: then the right-most that is not, of those that the
    proxies say. What is no address ("unknown") is not believed. Needs no trust().
    """

def origin(req: HTTPRequest) -> str:
    """Return what the client asked for, as "https://example.com" or "http://192.168.4.1:8081".

    From X-Forwarded-Proto and X-Forwarded-Host, or Forwarded, of trusted proxies; else from the
    request itself.
    """

def follow(stream: Stream, fields: dict[bytes, bytes] | None) -> tuple[str, int]:
    """Return the client's address, and how many trusted proxies in a row it came through.

    For a stream whose request may not have been understood; fields is then None.
    """
