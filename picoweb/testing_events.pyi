"""What a page's EventSource hears, for a client of picoweb.testing."""

from collections.abc import Iterator
from typing import Any

from .testing import Client
from .testing_response import Headers

class Event:
    """An event: its type, its data, and the last id that was sent."""

    event: str
    data: str
    id: str
    def __init__(self, event: str, data: str, id: str) -> None: ...

class Events:
    """A stream of events: they come one by one; close() ends it.

    Raises ValueError for another status than 200 or another type than text/event-stream, and
    OSError if no event comes within the client's timeout.
    """

    status: int
    headers: Headers
    def __init__(
        self, client: Client, path: str, headers: dict[str, Any] | None = None
    ) -> None: ...
    def __iter__(self) -> Iterator[Event]: ...
    def __next__(self) -> Event: ...
    def close(self) -> None: ...
    def __enter__(self) -> Events: ...
    def __exit__(self, *args: object) -> None: ...

class Parser:
    """Text, cut anywhere, to events (HTML, 9.2.6)."""

    id: str
    retry: int | None
    def feed(self, text: str) -> list[Event]:
        """Return the events that are whole now."""
