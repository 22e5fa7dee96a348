"""Files: opening and sending them."""

from typing import BinaryIO

from .stream import Stream

async def sendstream(writer: Stream, f: BinaryIO) -> None:
    """Write all that a file has, in blocks of 2048 bytes, after start_response().

    f: open for bytes, with readinto().
    """
