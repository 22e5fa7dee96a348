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

    A body that fits the buffer, 1400 bytes, is sent with its length.

    content_type: None: no such header. status: 200 or "200". headers: a dict, pairs, or whole
    lines. Raises ValueError for a line break or NUL in one, RuntimeError if it was called already.
    """

async def http_error(writer: Stream, status: int | str, text: str | None = None) -> None:
    """Answer with a status and its reason, or your text. HTTPError does it by itself.

    status: 404 or "404" (RFC 9110, 15).
    """
