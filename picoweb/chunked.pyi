"""Responses whose length nobody knows, on a connection that is kept (RFC 9112, 7.1).

::

    await picoweb.start_response(resp, "text/csv")
    await chunked.send(resp, rows())

Where chunks would not keep the connection, none are made: a client of HTTP/1.0 or one that
closes is sent the body as it is, and HEAD is told the length. If something fails midway, the
client can tell: the last chunk is missing, or the connection is reset.
"""

from collections.abc import Iterable

from .stream import Stream

_Piece = str | bytes | bytearray | memoryview

class Body:
    """The body of a response that has just begun, for what is not all in one iterable.

    It stands where something writes to a response, as in app.render_template(body, "long.tpl").
    """

    chunked: bool
    """Whether it goes out in chunks."""
    def __init__(self, resp: Stream) -> None:
        """Call it after start_response(), and before anything is written."""

    async def awrite(self, buf: _Piece) -> None:
        """Write text, as UTF-8, or bytes: a chunk each."""

    async def end(self) -> None:
        """Write the last chunk. Without it, the response is one that was cut."""

async def send(resp: Stream, pieces: Iterable[_Piece]) -> None:
    """Write all that an iterable yields, as the body of the response that has just begun.

    Raises OSError if the client has left.
    """
