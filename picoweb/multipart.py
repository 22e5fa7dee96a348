# Forms with files in them (RFC 7578), part by part as they arrive. However large an upload is,
# about a block of it is held.
try:
    import os
except ImportError:
    import uos as os

from .port import sleep_ms
from .request import parse_headers
from .stream import HTTPError, later


class parts:  # noqa: N801  to whom it gives the parts it is a function, as range() is
    max_parts = 32  # that may come yet
    max_head = 1024  # bytes of a part's header lines, with the empty one that ends them

    def __init__(self, req, max_size=1 << 20):
        kind, values = parameters(req.headers, b"content-type")
        if kind != "multipart/form-data":
            raise HTTPError(415)
        boundary = values.get("boundary")
        if not boundary or len(boundary) > 70:
            raise HTTPError(400)
        self.delimiter = ("\r\n--" + boundary).encode()
        self.stream = req.reader
        self.room = max_size
        # With a line break the first delimiter looks like all others. What stands before it, the
        # preamble (RFC 2046, 5.1.1), is then a part that nobody reads.
        self.buffer = self.delimiter[:2]
        self.part = Part()
        self.part.form = self
        if self.stream.left > max_size:
            raise HTTPError(413)

    def __aiter__(self):
        return self

    async def __anext__(self):
        # It is one piece: a part ends where the next one begins, and a call more is memory.
        while await self.part.read():
            pass
        while True:
            text = self.buffer[len(self.delimiter) :]
            if text[:2] == b"--":
                # It stays: the end is the end however often one asks.
                raise StopAsyncIteration
            head, end, rest = text.partition(b"\r\n\r\n")
            if len(head) + len(end) > self.max_head:
                raise HTTPError(413)
            if end:
                break
            await self.receive()
        self.buffer = rest
        self.max_parts -= 1
        if self.max_parts < 0:
            raise HTTPError(413)
        part = self.part = Part()
        part.form = self
        part.begin(head.split(b"\r\n"))
        return part

    async def receive(self):
        await sleep_ms(0)  # others have a turn, however fast the client sends
        # Half of what arrives at once: pieces of it are held in several places.
        data = await self.stream.read(700)
        if not data:
            raise HTTPError(400)
        self.room -= len(data)
        if self.room < 0:
            raise HTTPError(413)
        self.buffer += data


class Part:
    def begin(self, lines):
        # Spaces may follow a delimiter.
        if lines.pop(0).strip(b" \t"):
            raise HTTPError(400)
        headers = parse_headers(lines, True)
        kind, values = parameters(headers, b"content-disposition")
        if kind != "form-data" or "name" not in values:
            raise HTTPError(400)
        self.name = values["name"]
        filename = values.get("filename")
        if filename:
            # Some clients send folders, and some hope that a server writes there (RFC 7578, 4.2).
            filename = filename.replace("\\", "/").rpartition("/")[2].lstrip(".")
        self.filename = filename
        text = later("utils").text_of(headers.get(b"content-type", b""))
        self.content_type = text or "text/plain"

    async def read(self, n=-1):
        # What has arrived, at most n bytes; b"" at the end. What may be half a delimiter waits
        # for the rest.
        form = self.form
        if form.part is not self:
            raise ValueError("read part %r before the next" % self.name)
        while True:
            data = form.buffer
            end = data.find(form.delimiter)
            if end < 0:
                end = len(data) - len(form.delimiter) + 1
                if end <= 0:
                    await form.receive()
                    continue
            if 0 <= n < end:
                end = n
            form.buffer = data[end:]
            return data[:end]

    async def text(self, max_size=4096):
        # The whole part.
        text = b""
        while len(text) <= max_size:
            data = await self.read()
            if not data:
                return later("utils").text_of(text)
            text += data
        raise HTTPError(413)

    async def save(self, to):
        # To a path, or to whatever has a write(). Of a part that ends early no file stays.
        file = to if hasattr(to, "write") else open(to, "wb")
        size, data = 0, None
        try:
            while data != b"":
                data = await self.read()
                file.write(data)
                size += len(data)
        finally:
            if file is not to:
                file.close()
                if data != b"":
                    os.remove(to)
        return size


def parameters(headers, name):
    # b'form-data; name="a b"; x=y' to ("form-data", {"name": "a b", "x": "y"}). Values are
    # percent-decoded (RFC 7578, 2), so what is quoted can be hidden as such from what follows. A
    # backslash escapes itself and a quote only: browsers send that of C:\new as it is.
    text = later("utils").text_of(headers.get(name, b""))
    pieces = text.replace("\\\\", "%5C").replace('\\"', "%22").split('"')
    if len(pieces) % 2 == 0:
        raise HTTPError(400)
    for i in range(1, len(pieces), 2):
        pieces[i] = pieces[i].replace(";", "%3B")
    values = {}
    kind, *pairs = "".join(pieces).split(";")
    for pair in pairs:
        name, _, text = pair.strip().partition("=")
        if name[-1:] == "*":
            # name*=UTF-8''a%20b is not allowed in forms, and aiohttp sends it.
            name, text = name[:-1], text.rpartition("'")[2]
        text = values[name.lower()] = later("utils").unquote(text)
        # No file system has longer names than 255 bytes.
        if min(text or "-") < " " or len(text.encode()) > 255:
            raise HTTPError(400)
    return kind.strip().lower(), values
