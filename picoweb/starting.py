# What an app does once, before it serves. Loaded for that, and gone again once it listens.
import sys

from . import port
from .stream import Stream, later, load


class Methods:
    async def start(
        self, host="127.0.0.1", port=8081, debug=-1, lazy_init=False, log=None, ssl=None
    ):
        # Listen, and go on with the program, which has a loop of its own.
        self.prepare(debug, lazy_init, log, ssl)
        self.listen(host, port)

    def prepare(self, debug, lazy_init, log, ssl=None):
        if not self.parent:
            # Those of the server itself, too: four refuse(), accept(), watch(), and a few to spare
            make_room(self.max_conns + self.tasks + 8)
        self.debug = debug
        self.Stream = load("tls").streams(ssl) if ssl else Stream
        if debug >= 0:
            self.log = load("console").Log(debug, log)
        self.init()
        if not lazy_init:
            for app in self.mounts:
                app.prepare(debug, False, log)


def make_room(count):
    # Pycopy's loop has queues of a fixed size, given by who makes it first: a full one ends it.
    if hasattr(port, "make_room"):
        port.make_room(count)
    elif sys.modules["uasyncio.core"]._event_loop:
        later("queues").enlarge(port.get_event_loop(), count)
    else:
        port.get_event_loop(count, count)
