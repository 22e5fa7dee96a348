# Try an app without a network: Client(app) speaks to it in memory, through the same Stream, on
# every Python; Client("http://host:port") speaks to a server, a board of yours say, in the
# same words.
from . import port
from .stream import Stream, later, load, make_room
from .testing_response import Headers, Response, heard

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

    def wait(self, write=False):
        return port.sleep_ms(1)


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

    def post(self, path, data=None, json=None, headers=None, files=None):
        return self.request("POST", path, data, json, headers, files)

    def put(self, path, data=None, json=None, headers=None, files=None):
        return self.request("PUT", path, data, json, headers, files)

    def delete(self, path, headers=None):
        return self.request("DELETE", path, headers=headers)

    def request(self, method, path, data=None, json=None, headers=None, files=None):
        said = self.compose(method, path, data, json, headers, files)
        said = self.converse(said).whole()
        return heard(self.cookies, said, method == "HEAD")

    def stream(self, path, method="GET", data=None, json=None, headers=None):
        # A response that goes on: iterate over its pieces; close() ends it.
        said = self.compose(method, path, data, json, headers)
        return load("testing_stream").Pieces(self.converse(said))

    def events(self, path, headers=None):
        # What a page's EventSource hears: iterate over the events; close() ends it.
        return load("testing_events").Events(self, path, headers)

    def websocket(self, path, protocols=(), headers=None):
        # What a page's WebSocket is: send(), receive(), close().
        return load("testing_websocket").WebSocket(self, path, protocols, headers)

    def converse(self, said):
        # Something with whole(), more() and close(): in memory, or over a socket.
        make_room()
        if isinstance(self.app, str):
            return later("testing_socket").Conversation(self, said)
        return Conversation(self, said)

    def compose(self, *args, **kwargs):
        # What the client says, as bytes.
        return later("testing_request").compose(self, *args, **kwargs)


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
        # What has arrived since; b"" at the end. Who reads on has not left.
        self.memory.said_all = False
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
            if not self.stream.kept:
                port.cancel(self.stream.owner)
            self.stream.close()

    def end(self):
        # Close, and let the handler's own ending run.
        self.close()
        run_until(pause(5))


async def pause(ms):
    await port.sleep_ms(ms)
