"""Folders of files, for browsers that keep them: validators, parts, packed files, cache times."""

from typing import Any, Protocol

from . import WebApp
from .request import HTTPRequest
from .stream import Stream

class _Source(Protocol):
    def open(self, path: str) -> Any: ...

class Files:
    """A folder of files, as app.open() finds it.

    folder: "static", as for open(). cache: {pattern: seconds, or the text of Cache-Control}. A
    pattern is how a name ends, ".css", or has a "*" for anything, "fonts/*"; the longest that fits
    a name decides. index: the file for a path that ends with "/". source: opens the files instead
    of the app: a module of `make assets`, say. What it opens has readinto(), seek() and close().

    A file has an ETag, of its time and size, and a Last-Modified, unless the clock was not set
    (RFC 9110, 8.8). What an open() of a program's own returns says in its attribute `etag` what
    holds instead: b'"text"' or None. "a.css.gz" is sent for "a.css" to clients that take it
    (12.5.3): whoever changes one renews the other.
    """

    folder: str
    """Where the files are, with a "/" at its end."""
    cache: dict[str, int | str]
    """How long browsers may keep what."""
    index: str
    """The file for a path that ends with "/"."""
    source: _Source | None
    """What opens the files; None: the app."""
    def __init__(
        self,
        folder: str,
        cache: dict[str, int | str] | None = None,
        index: str = "index.html",
        source: _Source | None = None,
    ) -> None: ...
    def at(self, app: WebApp, url: str) -> None:
        """Have an app answer GET and HEAD for every path under url, "/files" say."""

    async def send(self, req: HTTPRequest, resp: Stream, name: str = "") -> None:
        """Answer with the file of this name: whole, a part of it, or 304 (RFC 9110, 13 and 14).

        name: as a route finds it, decoded; it may come from the client. Raises HTTPError: 404
        for what is no file of the folder, 412 and 416 for what the request demands in vain.
        """
