# Try an app without a network: Client(app) speaks to it in memory, through the same Stream, on
# every Python; Client("http://host:port") speaks to a server, a board of yours say, in the
# same words.
from . import port
from .stream import Stream

ROOM = 4096  # bytes that an endless response may be ahead of who reads it


def run_until(coro):
    return port.get_event_loop().run_until_complete(coro)


class Memory:
    # The end of a connection that picoweb holds: what a socket would be.

    def __init__(self, pieces=()):
        self.pieces = list(pieces)  # what the client says, a piece for each read
        self.said_all = False  # it has left after the last of them
        self.answer = b""
        self.room = None
        self.closed = False
        self.was_reset = False

    def read(self, size):
        if self.pieces:
            piece = self.pieces.pop(0)
            if len(piece) > size:
                self.pieces.insert(0, piece[size:])
            return piece[:size]
        return b"" if self.said_all else None

    def write(self, buf, off=0, size=None):
        if self.closed:
            raise OSError(32)
        if self.room is not None and len(self.answer) >= self.room:
            return None
        size = len(buf) - off if size is None else size
        self.answer += bytes(buf[off : off + size])
        return size

    def setsockopt(self, *args):
        self.was_reset = True

    def close(self):
        self.closed = True


class MemoryStream(Stream):
    # A stream over it. To wait for the other end is to sleep a little and look again.

    def wait(self, writing=False):
        return port.sleep_ms(1)


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
        from .values import json

        return json.loads(self.text)

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


class Errors:
    # The log of an app that has none: errors are seen, in a line.
    def exc(self, e, where):
        print("error in %s: %r" % (where, e))

    def info(self, *args):
        pass

    error = debug = request = info


class Client:
    def __init__(self, app, timeout=5):
        # timeout: seconds that a call may take
        self.timeout = timeout
        self.cookies = {}
        self.app = app
        if isinstance(app, str):
            self.host, _, number = app.partition("://")[2].rstrip("/").partition(":")
            self.port = int(number or 80)
        else:
            self.host = "localhost"
            if app.log is None:
                app.log = Errors()
            if not app.inited:
                app.init()

    def get(self, path, headers=None):
        return self.request("GET", path, headers=headers)

    def post(self, path, data=None, json=None, headers=None):
        return self.request("POST", path, data, json, headers)

    def put(self, path, data=None, json=None, headers=None):
        return self.request("PUT", path, data, json, headers)

    def delete(self, path, headers=None):
        return self.request("DELETE", path, headers=headers)

    def request(self, method, path, data=None, json=None, headers=None):
        said = self.compose(method, path, data, json, headers)
        if isinstance(self.app, str):
            answer = self.over_socket(said)
        else:
            answer = Conversation(self, said).whole()
        response = Response(answer, method == "HEAD")
        self.keep_cookies(response)
        return response

    def stream(self, path, method="GET", data=None, json=None, headers=None):
        # A response that goes on: iterate over its pieces; close() ends it.
        said = self.compose(method, path, data, json, headers)
        if isinstance(self.app, str):
            return SocketPieces(self, said)
        return Pieces(Conversation(self, said))

    # ---- what is said

    def compose(self, method, path, data, json, headers):
        lines = ["%s %s HTTP/1.1" % (method, path), "Host: " + self.host, "Connection: close"]
        body, content_type = encode(data, json)
        if body is not None:
            lines.append("Content-Length: %d" % len(body))
        if content_type and "content-type" not in [name.lower() for name in headers or ()]:
            lines.append("Content-Type: " + content_type)
        if self.cookies:
            lines.append("Cookie: " + "; ".join([k + "=" + v for k, v in self.cookies.items()]))
        for name in headers or ():
            lines.append("%s: %s" % (name, headers[name]))
        return ("\r\n".join(lines) + "\r\n\r\n").encode() + (body or b"")

    def keep_cookies(self, response):
        for line in response.headers.get_all("Set-Cookie"):
            pair, _, attributes = line.partition(";")
            name, _, value = pair.partition("=")
            if not value or "max-age=0" in attributes.lower():
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value

    # ---- over a socket

    def connect(self, said):
        try:
            import socket
        except ImportError:
            import usocket as socket
        sock = socket.socket()
        if hasattr(sock, "settimeout"):
            sock.settimeout(self.timeout)
        sock.connect(socket.getaddrinfo(self.host, self.port)[0][-1])
        while said:
            said = said[sock.send(said) :]
        return sock

    def over_socket(self, said):
        sock = self.connect(said)
        try:
            answer = b""
            while True:
                piece = sock.recv(1024)
                if not piece:
                    return answer
                answer += piece
        finally:
            sock.close()


def encode(data, json):
    # A body and its media type.
    if json is not None:
        from .values import json as library

        return library.dumps(json).encode(), "application/json"
    if isinstance(data, dict):
        pairs = [quote(key) + "=" + quote(data[key]) for key in data]
        return "&".join(pairs).encode(), "application/x-www-form-urlencoded"
    if isinstance(data, str):
        return data.encode(), "text/plain; charset=utf-8"
    return data, None


def quote(value):
    text = ""
    for byte in str(value).encode():
        char = chr(byte)
        if byte < 128 and (char.isalpha() or char.isdigit() or char in "-._~"):
            text += char
        else:
            text += "%%%02X" % byte
    return text


class Conversation:
    # One request in memory: a task of the app's, and the loop run as far as needed.

    def __init__(self, client, said):
        self.client = client
        self.memory = Memory((said,))
        self.memory.said_all = True
        self.memory.room = ROOM
        self.stream = MemoryStream(client.app, self.memory)
        client.app.streams.append(self.stream)
        self.stream.owner = port.spawn(client.app._converse(self.stream))

    def whole(self):
        self.memory.room = None
        run_until(self.wait(lambda: self.memory.closed, "ends"))
        self.check()
        return self.memory.answer

    def more(self):
        # What has arrived since; b"" at the end.
        run_until(self.wait(lambda: self.memory.answer or self.memory.closed, "says more"))
        piece, self.memory.answer = self.memory.answer, b""
        if not piece:
            self.check()
        return piece

    def check(self):
        if self.memory.was_reset:
            raise OSError(104, "the response was cut: %r" % self.memory.answer)

    async def wait(self, done, what):
        left = self.client.timeout * 1000
        while not done():
            if left <= 0:
                self.close()
                raise OSError(
                    port.ETIMEDOUT,
                    "nothing of the response %s within %s s" % (what, self.client.timeout),
                )
            await port.sleep_ms(2)
            left -= 2
            if left % 200 == 0:
                self.push()

    def push(self):
        # The watchdog's part: nothing that was written waits for long.
        stream = self.stream
        if not stream.dead:
            self.client.app.look_at(stream)

    def close(self):
        if self.stream.sock:
            port.cancel(self.stream.owner)
            self.stream.close()

    async def settle(self):
        # Let the handler's own ending run.
        for _ in range(3):
            await port.sleep_ms(1)


def whole_characters(data):
    # How many bytes of UTF-8 text make whole characters.
    end = len(data)
    while end and data[end - 1] & 0xC0 == 0x80:
        end -= 1
    if end and data[end - 1] >= 0xC0:
        length = 2 + (data[end - 1] >= 0xE0) + (data[end - 1] >= 0xF0)
        return len(data) if len(data) - end + 1 >= length else end - 1
    return len(data)


class Pieces:
    # The body of a response in memory, text as it comes.

    def __init__(self, talk):
        self.talk = talk
        self.head = b""
        while b"\r\n\r\n" not in self.head:
            piece = self.receive()
            if not piece:
                break
            self.head += piece
        self.head, _, self.rest = self.head.partition(b"\r\n\r\n")
        response = Response(self.head, True)
        self.status = response.status
        self.headers = response.headers

    def receive(self):
        return self.talk.more()

    def __iter__(self):
        return self

    def __next__(self):
        # A piece of the network may end within a character: that one waits for the next.
        data = self.rest or self.receive()
        end = whole_characters(data)
        while data and not end:
            more = self.receive()
            data += more
            end = whole_characters(data) if more else len(data)
        if not data:
            raise StopIteration
        self.rest = data[end:]
        return data[:end].decode()

    def close(self):
        self.talk.close()
        run_until(self.talk.settle())

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class SocketPieces(Pieces):
    # The same over a socket.

    def __init__(self, client, said):
        self.sock = client.connect(said)
        super().__init__(None)

    def receive(self):
        return self.sock.recv(1024)

    def close(self):
        self.sock.close()
