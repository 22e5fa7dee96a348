# What an app does once, before it serves. Loaded for that, and gone again once it listens.
from .stream import Stream, later, load


class Methods:
    async def start(
        self, host="127.0.0.1", port=8081, debug=-1, lazy_init=False, log=None, ssl=None
    ):
        # Listen, and go on with the program, which has a loop of its own.
        later("queues").make_room(self)
        self.prepare(debug, lazy_init, log, ssl)
        self.listen(host, port)

    def prepare(self, debug, lazy_init, log, ssl=None):
        # What is as its class has it takes no room in the app.
        if debug != self.debug:
            self.debug = debug
        if ssl or self.Stream is not Stream:
            self.Stream = load("tls").streams(ssl) if ssl else Stream
        if debug >= 0:
            self.log = load("console").Log(debug, log)
        self.init()
        if not lazy_init:
            for app in self.mounts:
                app.prepare(debug, False, log)
