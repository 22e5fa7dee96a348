# What a page's EventSource hears (HTML, 9.2), for a client of picoweb.testing. Loaded with the
# first client.events().
from .port import ETIMEDOUT
from .stream import load

try:
    import time
except ImportError:
    import utime as time


class Event:
    def __init__(self, event, data, id):
        self.event = event
        self.data = data
        self.id = id

    def __repr__(self):
        return "Event(%r, %r, %r)" % (self.event, self.data, self.id)


class Events:
    def __init__(self, client, path, headers=None):
        said = {"Accept": "text/event-stream"}
        said.update(headers or {})
        self.timeout = client.timeout
        said = client.compose("GET", path, headers=said)
        self.pieces = load("testing_stream").Pieces(client.converse(said))
        self.status = self.pieces.status
        self.headers = self.pieces.headers
        content_type = self.headers.get("Content-Type", "").split(";")[0]
        if self.status != 200 or content_type != "text/event-stream":
            self.close()
            raise ValueError("no events: %s, %s" % (self.status, content_type or "no type"))
        self.parser = Parser()
        self.events = []  # that have come and nobody has asked for

    def __iter__(self):
        return self

    def __next__(self):
        # Comments alone do not count: an event must come in time.
        end = time.time() + self.timeout
        while not self.events:
            if time.time() > end:
                self.close()
                raise OSError(ETIMEDOUT, "no event within %s s" % self.timeout)
            self.events = self.parser.feed(next(self.pieces))
        return self.events.pop(0)

    def close(self):
        self.pieces.close()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class Parser:
    # Text, cut anywhere, to events.

    def __init__(self):
        self.begun = ""  # a line whose end has not come
        self.after_cr = False  # a "\n" that comes now belongs to the line end before it
        self.first = True
        self.id = ""  # of the last event that had one
        self.retry = None  # ms after which to come back
        self.forget()

    def forget(self):
        self.event = ""
        self.data = []

    def feed(self, text):
        # The events that are whole now.
        if self.after_cr and text[:1] == "\n":
            text = text[1:]
        self.after_cr = text[-1:] == "\r"
        text = self.begun + text.replace("\r\n", "\n").replace("\r", "\n")
        if self.first and text:
            self.first = False
            text = text[text[0] == "\ufeff" :]
        lines = text.split("\n")
        self.begun = lines.pop()
        events = [self.take(line) for line in lines]
        return [event for event in events if event]

    def take(self, line):
        # An event, if the line ends one.
        if line:
            name, _, value = line.partition(":")
            self.set(name, value[value[:1] == " " :])
            return None
        event = None
        if self.data:
            event = Event(self.event or "message", "\n".join(self.data), self.id)
        self.forget()
        return event

    def set(self, name, value):
        if name == "event":
            self.event = value
        elif name == "data":
            self.data.append(value)
        elif name == "id" and "\0" not in value:
            self.id = value
        elif name == "retry" and value.isdigit():
            self.retry = int(value)
