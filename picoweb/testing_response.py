# What was answered to a client of picoweb.testing.
from .stream import later


def heard(cookies, data, to_head):
    # The response. What cookies it sets, and what it takes away, is done so.
    response = Response(data, to_head)
    for line in response.headers.get_all("Set-Cookie"):
        pair, _, attributes = line.partition(";")
        name, _, value = pair.partition("=")
        if not value or "max-age=0" in attributes.lower():
            cookies.pop(name, None)
        else:
            cookies[name] = value
    return response


class Response:
    # status (a number), headers (by name, in any case), body (bytes), text, json().

    def __init__(self, data, to_head=False):
        head, _, body = data.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        self.status_line = lines[0]
        if lines[0][:7] != "HTTP/1.":
            raise ValueError("no HTTP response: %r" % data[:60])
        self.status = int(lines[0].split(" ")[1])
        self.headers = Headers(lines[1:])
        if self.headers.get("Transfer-Encoding") == "chunked":
            body = dechunk(body)
        self.body = body
        length = self.headers.get("Content-Length")
        if length is not None and not to_head and len(body) != int(length):
            raise ValueError("%d of %s bytes arrived" % (len(body), length))

    @property
    def text(self):
        return self.body.decode()

    def json(self):
        return later("values").json.loads(self.text)

    def __repr__(self):
        # As `curl -v` shows it, without what is about the connection rather than the answer.
        lines = ["< " + self.status_line]
        for name, value in self.headers.lines:
            if name.lower() not in ("date", "connection"):
                lines.append("< %s: %s" % (name, value))
        if not self.body:
            return "\n".join(lines)
        return "\n".join(lines) + "\n<\n" + self._shown()

    def _shown(self):
        try:
            text = self.text
        except UnicodeError:
            return "(%d bytes)" % len(self.body)
        return text.replace("\r\n", "\n").rstrip("\n")


class Headers:
    def __init__(self, lines):
        self.lines = []
        for line in lines:
            name, _, value = line.partition(":")
            self.lines.append((name, value.strip()))

    def get(self, name, default=None):
        for key, value in self.lines:
            if key.lower() == name.lower():
                return value
        return default

    def get_all(self, name):
        return [value for key, value in self.lines if key.lower() == name.lower()]

    def __getitem__(self, name):
        value = self.get(name)
        if value is None:
            raise KeyError(name)
        return value

    def __contains__(self, name):
        return self.get(name) is not None

    def items(self):
        return self.lines


def dechunk(body):
    data = b""
    while True:
        size, _, body = body.partition(b"\r\n")
        size = int(size.split(b";")[0], 16)
        if not size:
            return data
        data += body[:size]
        body = body[size + 2 :]
