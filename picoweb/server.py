# The server: takes connections, bounds their number, and watches that each of them goes on.
from . import port
from .stream import BLOCK, LINGER, Stream

TICK = 200  # ms between two looks of the watchdog
LEAST = 256  # bytes that a body or a response must move for each `timeout` of waiting
LINGER_TICKS = 5  # how long to read on after an early answer, so that the client sees it
REFUSALS = 4  # clients that are told 503 at one time; more are just closed
BUSY = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)


class Server:
    # port.readable() takes it for a stream: it has a sock, and nobody ever writes to that.
    writer = None
    reader = None  # the task that waits for clients
    watched = False
    runs = False  # the loop is run()'s own, and ends with the server
    stopping = False
    closed = False
    refusals = 0
    date = b""  # the Date line of this second
    second = 0

    def __init__(self, app, host, number):
        self.app = app
        self.streams = []
        self.limit = int(app.timeout * 1000) // TICK
        try:
            self.sock = port.listen(host, number, app.max_conns)
        except OSError as e:
            if e.args[0] != port.EADDRINUSE:
                raise
            raise OSError(
                e.args[0], "port %s is in use; choose another with run(port=...)" % number
            )
        port.make_room(app.max_conns + REFUSALS + app.tasks + 8)
        port.spawn(self.accept())

    # ---- taking connections

    async def accept(self):
        while not self.stopping:
            try:
                accepted = port.accept(self.sock)
                if accepted:
                    self.admit(accepted[0], accepted[1])
                    continue
                self.reader = port.current_task()
                await port.readable(self)
                self.reader = None
            except Exception as e:
                # Out of memory or descriptors: whoever asks stays in the backlog meanwhile.
                if not self.stopping:
                    self.app.note(e, "accept")
                    self.make_way()
                    await port.sleep_ms(TICK)

    def admit(self, sock, peer):
        try:
            stream = Stream(sock, peer)
            full = len(self.streams) - self.refusals >= self.app.max_conns
            if full and not self.make_way():
                talk = self.refuse(stream)
            else:
                talk = self.app._converse(stream)
            self.streams.append(stream)
            stream.server = self
        except MemoryError:
            sock.close()
            raise
        self.watch()
        stream.owner = port.spawn(talk)

    def make_way(self):
        # Give up the connection that has been silent for longest; a new one gets a second first.
        longest = None
        for stream in self.streams:
            if stream.idle and not stream.dead and (stream.served or stream.waited >= 5):
                if not longest or stream.waited > longest.waited:
                    longest = stream
        return longest and longest.give_up()

    async def refuse(self, stream):
        self.refusals += 1
        try:
            if self.refusals <= REFUSALS:
                stream.sock.write(BUSY)
                await self.linger(stream)
        except OSError:
            pass  # that client has left
        finally:
            self.refusals -= 1
            stream.close()

    def may_keep(self):
        # At most half of the connections wait for a next request.
        half = self.app.max_conns // 2
        if len(self.streams) <= half:
            return True
        return len([None for stream in self.streams if stream.idle and stream.served]) < half

    def release(self, stream):
        self.streams.remove(stream)

    async def linger(self, stream):
        # Read on a little: closing a socket with unread bytes may destroy what was sent on it.
        stream.in_head = True
        stream.left = 0
        stream.waited = self.limit - LINGER_TICKS
        room = LINGER
        while room > 0:
            data = await stream.receive(BLOCK)
            if not data:
                return
            room -= len(data)

    # ---- watching

    def watch(self):
        if not self.watched:
            self.watched = True
            port.spawn(self.watchdog())

    async def watchdog(self):
        try:
            while self.streams:
                self.tick()
                await port.sleep_ms(TICK)
        finally:
            self.watched = False

    def tick(self):
        for stream in self.streams:
            try:
                self.look_at(stream)
            except Exception:
                stream.give_up()
        now = port.time()
        if now != self.second:
            self.second = now
            from .date import date_line

            self.date = date_line(now)

    def look_at(self, stream):
        # A client's time counts while somebody waits for it. What a handler does by itself, and
        # how long a stream waits that has no bound (a WebSocket), is the program's own affair.
        if stream.writer or stream.reader and stream.left is not None:
            stream.waited += 1
            if stream.waited > self.limit:
                if stream.in_head or stream.moved < LEAST:
                    stream.give_up()
                stream.waited = stream.moved = 0
        if stream.writer or not stream.out and stream.head is None:
            return
        # No byte waits here for longer than two ticks.
        if stream.aged:
            stream.push()
        else:
            stream.aged = True

    # ---- stopping

    def stop(self, seconds):
        if not self.stopping:
            self.hang_up()
            port.spawn(self.finish(seconds))

    def hang_up(self):
        # Frees the port at once.
        self.stopping = True
        if self.reader:
            port.wake(self.reader, self.sock)
        self.sock.close()
        for stream in self.streams:
            stream.keep = False
            if stream.idle:
                stream.give_up()

    async def finish(self, seconds):
        # Wait for the requests in flight, then end those that are left.
        rounds = int(seconds * 1000) // TICK
        while self.streams and rounds > 0:
            rounds -= 1
            await port.sleep_ms(TICK)
        self.abort()
        if self.runs:
            port.stop_loop()

    def abort(self):
        if not self.stopping:
            self.hang_up()
        for stream in list(self.streams):
            if not stream.give_up() and not stream.kept:
                port.cancel(stream.owner)
            stream.close()
        self.closed = True
