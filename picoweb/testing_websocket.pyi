"""What a page's WebSocket is, for a client of picoweb.testing."""

from collections.abc import Sequence
from typing import Any

from .testing import Client
from .testing_response import Headers

class WebSocket:
    """A WebSocket that client.websocket() opened; use it in `with`, or close() it.

    Each call raises OSError when the client's time is over.
    """

    headers: Headers
    """Of the server's answer."""
    protocol: str | None
    """The subprotocol that the server chose."""
    code: int | None
    """None while it is open; then how it was closed; 1006 if the line broke."""
    reason: str
    """What the server said when it closed."""

    def __init__(
        self,
        client: Client,
        path: str,
        protocols: Sequence[str] = (),
        headers: dict[str, Any] | None = None,
    ) -> None:
        """Made by client.websocket(). Raises HTTPError where the server's answer is no
        WebSocket."""

    def send(self, message: str | bytes) -> None:
        """Send text or bytes. Raises OSError once it is closed."""

    def receive(self) -> str | bytes | None:
        """Return the next message: text, or bytes; None when there are no more."""

    def close(self, code: int = 1000, reason: str = "") -> None:
        """Close it in good order; messages that still come are passed over.

        code: as a page may say it, 1000 or 3000 to 4999. reason: 123 bytes at most.
        """

    def __enter__(self) -> WebSocket: ...
    def __exit__(self, *args: object) -> None: ...
