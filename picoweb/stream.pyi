"""The stream: what a request is read from and a response is written to."""

from collections.abc import Iterable
from typing import Any

class HTTPError(Exception):
    """Raise it to have picoweb answer: HTTPError(404), HTTPError(400, "text")."""

    status: int
    text: str | None
    def __init__(self, status: int, text: str | None = None) -> None: ...

class Stream:
    """A connection, the same on every Python and over memory.

    Each method raises OSError once the connection is broken or has timed out.
    """

    status: int
    """Of the response; 0 until start_response()."""
    sent: int
    """Bytes of the response that have left."""

    async def read(self, n: int = -1) -> bytes:
        """Return what has arrived, at most n bytes; b"" where the request's body ends.

        Raises EOFError if the client leaves before that.
        """

    async def readline(self) -> bytes:
        """Return a line with its newline. Raises HTTPError(413) for a very long one."""

    async def readexactly(self, n: int) -> bytes:
        """Return n bytes. Raises EOFError if the body ends before."""

    async def awrite(
        self, buf: str | bytes | bytearray | memoryview, off: int = 0, sz: int = -1
    ) -> None:
        """Write text, as UTF-8, or bytes; off and sz choose a part of it."""

    async def awritestr(self, s: str) -> None:
        """Write text."""

    async def awriteiter(self, iterable: Iterable[str | bytes]) -> None:
        """Write one piece after the other."""

    async def flush(self) -> None:
        """Send what waits in the buffer."""

    async def aclose(self) -> None:
        """Send what waits, and close the connection."""

    def add_header(self, name: str | bytes, value: Any) -> None:
        """Add a line to the head that comes later.

        Raises ValueError for a line break or NUL, RuntimeError if the head has left.
        """

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return "host:port" of the client for "peername", else the default."""
