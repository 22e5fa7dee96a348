"""Files."""

from typing import BinaryIO

from .stream import Stream

def get_mime_type(fname: str) -> str:
    """Return the media type for a file's name."""

async def sendstream(writer: Stream, f: BinaryIO) -> None:
    """Write all that a file has, in blocks."""
