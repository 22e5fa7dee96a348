"""Server-sent events (HTML, 9.2): what a page's EventSource hears.

::

    events = await sse.events(req, resp)
    await events.send("21 degrees", event="weather")

A handler goes on and sends, or hands the events to somebody (a Topic, say) and returns False.
Within a second of the client's leaving, the handler is cancelled: its `finally` runs. A stream
that was handed on is closed: the next send() raises OSError. In silence a comment is sent every
15 seconds, so that proxies keep the connection, and a client that cannot take it is ended.
"""

from typing import Any

from .request import HTTPRequest
from .stream import Stream

TICK: int
"""Milliseconds between two looks whether the clients are still there; after 30, a comment."""

class Events:
    """A stream of events to one client."""

    stream: Stream
    """The response."""
    last_id: bytes | None
    """The id of the last event that a client which comes back has heard, as it says."""
    def __init__(self, stream: Stream, last_id: bytes | None) -> None: ...
    async def send(
        self,
        data: Any = None,
        event: str | None = None,
        id: str | int | None = None,
        retry: int | None = None,
    ) -> None:
        """Send an event (HTML, 9.2.6). Several tasks may.

        data: text of any number of lines, or what is sent as JSON; None: no event, only the
        rest. event: its type, "message" for the client if None. id: what a client that comes
        back will say. retry: milliseconds after which it does. Raises ValueError for a line
        break in event or id, OSError once the client has left.
        """

async def events(req: HTTPRequest, resp: Stream) -> Events:
    """Begin the response: 200, of type text/event-stream, on a connection of its own.

    Raises OSError once the client has left.
    """
