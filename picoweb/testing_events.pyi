"""What a page's EventSource hears, for a client of picoweb.testing."""

from collections.abc import Iterator
from typing import Any

from .testing import Client
from .testing_response import Headers

class Event:
    """An event: its type, its data, and the last id that was sent."""

    event: str
    """Its type, "message" if none was sent."""
    data: str
    """Its lines, with newlines between them."""
    id: str
    """The last that was sent, "" before there was one."""
    def __init__(self, event: str, data: str, id: str) -> None: ...

class Events:
    """A stream of events: they come one by one; close() ends it.

    Raises ValueError for another status than 200 or another type than text/event-stream, and
    OSError if no event comes within the client's timeout.
    """

    status: int
    """Of the response: 200."""
    headers: Headers
    """Of the response."""
    def __init__(
        self, client: Client, path: str, headers: dict[str, Any] | None = None
    ) -> None: ...
    def __iter__(self) -> Iterator[Event]: ...
    def __next__(self) -> Event: ...
    def close(self) -> None:
        """Leave."""

    def __enter__(self) -> Events: ...
    def __exit__(self, *args: object) -> None: ...

class Parser:
    """Text, cut anywhere, to events (HTML, 9.2.6)."""

    id: str
    """The last that was sent, "" before there was one."""
    retry: int | None
    """Milliseconds after which a page comes back, if the server said so."""
    def feed(self, text: str) -> list[Event]:
        """Return the events that are whole now."""
