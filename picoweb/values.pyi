"""Short ways to write a whole response."""

from typing import Any

from .stream import Stream

async def jsonify(writer: Stream, dict: Any) -> None:
    """Answer with an object as JSON (RFC 8259). A handler may just return a dict or a list."""

async def redirect(writer: Stream, url: str, status: int | str = 303) -> None:
    """Answer by sending the client to another place; by 303 it asks for that one with GET.

    url: "/lamp", or a whole URL. status: 303, 301, 302, 307 or 308 (RFC 9110, 15.4). Raises
    ValueError for a line break in the URL.
    """

def escape(text: object) -> str:
    """Return text for a place in HTML, also between quotes."""
