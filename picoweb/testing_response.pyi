"""What was answered to a client of picoweb.testing."""

from collections.abc import Iterable
from typing import Any

class Headers:
    """Header lines, found by name in any case."""

    lines: list[tuple[str, str]]
    """(name, value) of each, as they came."""
    def __init__(self, lines: Iterable[str]) -> None: ...
    def get(self, name: str, default: str | None = None) -> str | None:
        """Return the first value of this name."""

    def get_all(self, name: str) -> list[str]:
        """Return all values of this name, as of Set-Cookie."""

    def __getitem__(self, name: str) -> str: ...
    def __contains__(self, name: str) -> bool: ...
    def items(self) -> list[tuple[str, str]]:
        """Return (name, value) of each, as they came."""

class Response:
    """What was answered. Raises ValueError for bytes that are no whole response."""

    status: int
    """200, say."""
    status_line: str
    """"HTTP/1.1 200 OK", say."""
    headers: Headers
    """Its header lines."""
    body: bytes
    """What follows the head, without chunks."""
    def __init__(self, data: bytes, to_head: bool = False) -> None: ...
    @property
    def text(self) -> str:
        """The body as text, which is UTF-8."""

    def json(self) -> Any:
        """Return what the body says as JSON. Raises ValueError if it is none."""
