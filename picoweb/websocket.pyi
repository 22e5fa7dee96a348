"""WebSockets (RFC 6455): messages both ways, until one side ends it.

::

    @app.route("/ws")
    async def talk(req, resp):
        ws = await websocket.accept(req, resp)
        async for message in ws:
            await ws.send(message)
"""

from collections.abc import Collection

from .request import HTTPRequest
from .stream import Stream

async def accept(
    req: HTTPRequest,
    resp: Stream,
    protocols: str | Collection[str] = (),
    origins: str | Collection[str] | None = None,
) -> WebSocket:
    """Make a WebSocket of the connection; it ends with the handler.

    protocols: the subprotocols that you speak; the first of the client's that is one of them is
    chosen. origins: where pages may come from, ["https://example.com"]; "*": from anywhere; None:
    from this host alone. Who is no browser says no origin, and may come. Raises HTTPError 426 if
    the client does not ask for a WebSocket of version 13, 400 if it does so wrongly, 403 for
    another origin (RFC 6455, 4.2).
    """

class WebSocket:
    """Messages to and from a client. Somebody has to receive(), or iterate: that is where Pings
    and the client's Close are answered. A client that is silent for `timeout` seconds is sent a
    Ping; after as long again the connection ends."""

    MAX_MESSAGE: int
    """Bytes of a message that the client may send; a longer one ends it with 1009."""
    protocol: str | None
    """The subprotocol that was chosen."""
    code: int | None
    """None while it is open; then how it was closed (RFC 6455, 7.4.1): 1000 in good order, 1005
    without a code, 1006 if the line broke."""
    reason: str
    """What the client said when it closed."""
    stream: Stream
    """The connection."""

    async def receive(self) -> str | bytes | None:
        """Return the next message: text, or bytes; None when there are no more.

        Whoever waits here may be cancelled: nothing is lost.
        """

    def __aiter__(self) -> WebSocket: ...
    async def __anext__(self) -> str | bytes: ...
    async def send(
        self, message: str | bytes | bytearray | memoryview, more: bool = False
    ) -> None:
        """Send a message, text or bytes.

        more: whether the next send() goes on with it. Raises OSError once the WebSocket is closed,
        and if the client does not read; ValueError for what is neither text nor bytes.
        """

    async def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it, and wait for the client to do so, for `timeout` seconds at most.

        code: 1000 to 1014 or 3000 to 4999 (RFC 6455, 7.4). reason: 123 bytes at most. Raises
        ValueError for others.
        """
