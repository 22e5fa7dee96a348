# A chunked request body (RFC 9112, 7.1), decoded as it is read. Loaded with the first one.
from .stream import HTTPError

MAX_LINE = 256  # bytes of a chunk's size line with its extensions, or of a trailer's line
MAX_TRAILERS = 16  # lines; what they say is ignored
HEX = b"0123456789abcdefABCDEF"


async def first_chunk(stream):
    # Set stream.left to the size of the next chunk; it stays 0 after the last.
    keep, stream.keep = stream.keep, False  # should the next lines be broken
    size = chunk_size(await line(stream))
    if not size:
        await trailers(stream)
    stream.chunks = next_chunk if size else None
    stream.left = size
    stream.keep = keep


async def next_chunk(stream):
    keep, stream.keep = stream.keep, False
    if await line(stream):
        raise HTTPError(400)
    stream.keep = keep
    await first_chunk(stream)


async def trailers(stream):
    for _ in range(MAX_TRAILERS):
        if not await line(stream):
            return
    raise HTTPError(431)


async def line(stream):
    # A line between chunks: for as long, the stream takes it for part of a body.
    chunks, stream.chunks = stream.chunks, None
    stream.left = MAX_LINE
    text = await stream.readline()
    stream.left = 0
    stream.chunks = chunks
    if text[-2:] != b"\r\n" or b"\r" in text[:-2]:
        raise HTTPError(400)
    return text[:-2]


def chunk_size(text):
    # b"1f;extension" to 31
    size, semicolon, _ = text.partition(b";")
    if semicolon:
        size = size.rstrip(b" \t")
    if min(text.replace(b"\t", b" ") or b"0") < 32:
        raise HTTPError(400)
    if not size or len(size) > 8 or size.strip(HEX):
        raise HTTPError(400)
    return int(size, 16)
