# Server-sent events (HTML, 9.2): what a page's EventSource hears.
#
#     events = await sse.events(req, resp)
#     await events.send("21 degrees", event="weather")
from .port import sleep_ms, spawn
from .response import start_response
from .stream import later

TICK = 500  # ms between two looks whether the clients are still there

streams = []  # of events; one task looks after all of them


class Events:
    def __init__(self, stream, last_id):
        self.stream = stream
        self.last_id = last_id  # of the last event that the client has streams: bytes, or None

    async def send(self, data=None, event=None, id=None, retry=None):
        # HTML, 9.2.6; what is no text goes as JSON. It is put together from its end.
        text = b"\n"
        if data is not None:
            if not isinstance(data, str):
                data = later("values").json.dumps(data)
            data = data.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\ndata: ")
            text = b"data: %s\n\n" % data.encode()
        for name, value in (("retry", retry), ("id", id), ("event", event)):
            if value is not None:
                text = later("fields").line(name, value) + text  # no line breaks in it
        while self.stream.writer:
            await sleep_ms(5)  # one event after the other
        await self.stream.awrite(text)


async def events(req, resp):
    # Begin a stream of events. When the client leaves, its handler is cancelled; a stream that
    # the program kept is closed.
    await start_response(resp, "text/event-stream")
    await resp.flush()
    if not streams:
        spawn(later("sse_watch").watch(streams, TICK))
    streams.append(resp)
    return Events(resp, (req.fields or {}).get(b"last-event-id"))
