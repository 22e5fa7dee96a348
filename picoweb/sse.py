# Server-sent events (HTML, 9.2): what a page's EventSource hears.
#
#     events = await sse.events(req, resp)
#     await events.send("21 degrees", event="weather")
from .port import cancel, sleep_ms, spawn
from .response import start_response
from .stream import later

TICK = 500  # ms between two looks whether the clients are still there

heard = []  # streams of events; one task looks after all of them


class Events:
    def __init__(self, stream, last_id):
        self.stream = stream
        self.last_id = last_id  # of the last event that the client has heard: bytes, or None

    async def send(self, data=None, event=None, id=None, retry=None):
        # HTML, 9.2.6; what is no text goes as JSON.
        text = b""
        for name, value in (("event", event), ("id", id), ("retry", retry)):
            if value is not None:
                text += later("fields").line(name, value)  # no line breaks in it
        if data is not None:
            if not isinstance(data, str):
                data = later("values").json.dumps(data)
            data = data.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\ndata: ")
            text += b"data: %s\n" % data.encode()
        while self.stream.writer:
            await sleep_ms(5)  # one event after the other
        await self.stream.awrite(text + b"\n")


async def events(req, resp):
    # Begin a stream of events. When the client leaves, its handler is cancelled; a stream that
    # the program kept is closed.
    await start_response(resp, "text/event-stream")
    await resp.flush()
    if not heard:
        spawn(watch())
    heard.append(resp)
    return Events(resp, req.fields and req.fields.get(b"last-event-id"))


async def watch():
    # It is one piece: each function more would be a tenth of this module's heap.
    ticks = 0
    try:
        while heard:
            await sleep_ms(TICK)
            ticks += 1
            try:
                for stream in list(heard):
                    try:
                        if not stream.dead and stream.sock.read(64) != b"":
                            # A comment, every 15 seconds: proxies end what is silent for long.
                            # Who cannot take it has not read for long.
                            if ticks % 30 or stream.writer or stream.sock.write(b":\n") == 2:
                                continue
                    except OSError:
                        pass
                    heard.remove(stream)
                    if stream.sock:
                        if stream.owner and not stream.kept:
                            cancel(stream.owner)
                        stream.close()
            except MemoryError:
                pass  # for now; who was not looked at is the next time
    finally:
        heard.clear()  # the loop has ended
