"""The response: what goes before its body."""

from . import _Headers
from .stream import Stream

async def start_response(
    writer: Stream,
    content_type: str | None = "text/html; charset=utf-8",
    status: int | str = "200",
    headers: _Headers = None,
) -> None:
    """Begin a response; its head leaves with the first bytes of the body.

    headers: a dict, pairs, or whole lines. Raises ValueError for a line break or NUL in one.
    """

async def http_error(writer: Stream, status: int | str, text: str | None = None) -> None:
    """A whole response that says what its status says, or your text."""
