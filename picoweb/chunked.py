# A chunked request body (RFC 9112, 7.1), decoded as it is read. Loaded with the first one.
from .stream import HTTPError

MAX_LINE = 256  # bytes of a chunk's size line with its extensions
MAX_TRAILER = 1024  # bytes of all trailer lines; what they say is ignored
HEX = b"0123456789abcdefABCDEF"


class Chunks:
    # Stands at stream.chunks and keeps stream.left at what is left of the chunk.

    def __init__(self):
        self.begun = False

    async def next(self, stream):
        # Go to the next chunk: its size to stream.left, which stays 0 after the last one.
        if self.begun and await self._line(stream) != b"":
            raise HTTPError(400)
        self.begun = True
        size = chunk_size(await self._line(stream))
        if not size:
            await self._trailer(stream)
            stream.chunks = None
        stream.left = size

    async def _trailer(self, stream):
        room = MAX_TRAILER
        while True:
            line = await self._line(stream)
            if not line:
                return
            room -= len(line)
            if room < 0:
                raise HTTPError(431)

    async def _line(self, stream):
        # A line of the framing, outside of any chunk: for as long, the stream has no bound.
        stream.left = MAX_LINE
        line = await stream.readline()
        stream.left = 0
        if not line.endswith(b"\r\n") or b"\r" in line[:-2]:
            raise HTTPError(400)
        return line[:-2]


def chunk_size(line):
    # b"1f;extension" to 31
    size, semicolon, _ = line.partition(b";")
    if semicolon:
        size = size.rstrip(b" \t")
    if min(line or b"\0") < 32 and b"\t" not in line:
        raise HTTPError(400)
    if not size or len(size) > 8 or size.strip(HEX):
        raise HTTPError(400)
    return int(size, 16)
