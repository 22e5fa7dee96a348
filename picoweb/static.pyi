"""Files."""

from typing import BinaryIO

from .stream import Stream

def get_mime_type(fname: str) -> str:
    """Return the media type for a file's name; "application/octet-stream" if it says none."""

async def sendstream(writer: Stream, f: BinaryIO) -> None:
    """Write all that a file has, in blocks of 2048 bytes, after start_response().

    f: open for bytes, with readinto().
    """
