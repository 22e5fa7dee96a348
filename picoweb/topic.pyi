"""Publish and subscribe, by server-sent events or WebSockets, or both.

::

    weather = Topic()

    @app.route("/weather")
    async def listen(req, resp):
        weather.subscribe(await sse.events(req, resp))
        return False

    weather.publish("21 degrees")
"""

from typing import Any, Protocol

from .stream import Stream

class _Client(Protocol):
    @property
    def stream(self) -> Stream: ...
    @property
    def send(self) -> Any: ...

class Topic:
    """What some publish, and others hear.

    keep: so many of the last messages are kept, 1 or more: a client may be that far behind,
    and who comes back hears as many. disconnect: whether a client that is slower is ended;
    else it loses the oldest.

    A client that is slow, or gone, costs the others nothing.
    """

    newest: int
    """The id of the last message; they are counted from 1."""
    def __init__(self, keep: int = 10, disconnect: bool = False) -> None: ...
    def publish(self, data: Any, event: str | None = None) -> int:
        """Have a message sent to all subscribers, wait for none, and return its id.

        data: text, bytes (for WebSockets alone), or what is sent as JSON. event: its type, for
        server-sent events. Raises TypeError or ValueError for what JSON cannot say.
        """

    def subscribe(self, client: _Client, last_id: bytes | str | int | None = None) -> None:
        """Send what is published to a client, until it leaves.

        client: what sse.events() or websocket.accept() returned; or anything with stream, and
        with send(data), or, if it has last_id, send(data, event, id). last_id: begin after this
        message; 0: with all that are kept; None: the client's own last_id, if it has one, else
        with the next message.
        """
