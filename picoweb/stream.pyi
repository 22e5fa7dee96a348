"""The stream: what a request is read from and a response is written to."""

from collections.abc import Iterable
from typing import Any

class HTTPError(Exception):
    """Raise it to have picoweb answer: HTTPError(404), HTTPError(400, "text").

    status: from 400 on (RFC 9110, 15.5). text: for the client; if None, the status and its reason.
    """

    status: int
    """Of the answer."""
    text: str | None
    """For the client, None for the reason that goes with the status."""
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
        """Return a line with its newline; without one only where the body ends.

        Raises HTTPError(413) for one of more than 1400 bytes or so, EOFError as read() does.
        """

    async def readexactly(self, n: int) -> bytes:
        """Return n bytes. Raises EOFError if the body ends before."""

    async def awrite(
        self, buf: str | bytes | bytearray | memoryview, off: int = 0, sz: int = -1
    ) -> None:
        """Write text, as UTF-8, or bytes. What is short waits for more, half a second at most.

        off: where in it to begin. sz: how much of it to write; -1: all. Raises RuntimeError
        before start_response(), ValueError for more than the Content-Length said.
        """

    async def awritestr(self, s: str) -> None:
        """Write text, as awrite() does."""

    async def awriteiter(self, iterable: Iterable[str | bytes]) -> None:
        """Write one piece after the other, as awrite() does."""

    async def flush(self) -> None:
        """Send what waits in the buffer, now."""

    async def aclose(self) -> None:
        """Send what waits, and close the connection."""

    def add_header(self, name: str | bytes, value: Any) -> None:
        """Add a line to the head that comes later. Several of one name are fine.

        Raises ValueError for a line break or NUL, RuntimeError if the head has left.
        """

    def get_extra_info(self, name: str, default: Any = None) -> Any:
        """Return "host:port" of the client for "peername", else the default."""
