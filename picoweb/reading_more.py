# How to read lines and whole bodies from a stream, and to pass over one. Loaded at first use.
from .stream import BLOCK, UNREAD, HTTPError


class Methods:
    async def readexactly(self, n):
        data = b""
        while len(data) < n:
            part = await self.read(n - len(data))
            if not part:
                raise EOFError
            data += part
        return data

    async def readline(self):
        # With its "\n"; without one only where the body ends. At most two blocks long.
        text = b""
        while not text.endswith(b"\n"):
            part = await self.read()
            if not part:
                break
            if len(text) > BLOCK:
                raise HTTPError(413)
            end = part.find(b"\n") + 1 or len(part)
            self.unread(part[end:])
            text += part[:end]
        return text

    async def pass_over(self):
        # A body that the handler left stands before the next request; a long one is not worth it.
        room = UNREAD
        try:
            while self.left or self.chunks:
                room -= len(await self.read())
                if room < 0:
                    self.keep = False
                    return
        except (EOFError, HTTPError):
            self.keep = False
