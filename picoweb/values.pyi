"""Short ways to write a whole response."""

from typing import Any

from .stream import Stream

async def jsonify(writer: Stream, dict: Any) -> None:
    """A whole response: an object as JSON."""

async def redirect(writer: Stream, url: str, status: int | str = 303) -> None:
    """Send the client to another place; by 303 it asks for that one with GET."""

def escape(text: object) -> str:
    """Return text for a place in HTML, also between quotes."""
