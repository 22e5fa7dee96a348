# The socket that an app listens at. Loaded for that, and gone again once it does.
import sys

from . import port
from .stream import Stream, late, later


class Methods:
    def listen(self, host, number):
        if not port.tasks:
            later("queues").make_room(self)  # for a program that calls serve() itself
        try:
            self.sock = listen(host, number, self.max_conns * 2)
        except OSError as e:
            if e.args[0] == port.EADDRINUSE:
                later("console").refuse(e, number)
            raise
        port.spawn(self.accept(self.sock))
        if self.debug >= 0:
            scheme = "http" if self.Stream is Stream else "https"
            print("* Running on %s://%s:%s/" % (scheme, host, number))
        forget()


def listen(host, number, backlog):
    socket = port.socket
    info = socket.getaddrinfo(host, number, 0, socket.SOCK_STREAM)[0]
    sock = socket.socket(info[0])
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if sys.platform == "linux":
            # SO_SNDBUF: what the kernel takes at once is not seen by the client for long.
            sock.setsockopt(socket.SOL_SOCKET, 7, 16384)
        sock.bind(info[-1])
        sock.listen(backlog)
    except OSError:
        sock.close()
        raise
    return port.Socket(sock) if port.adopt else sock


def forget():
    # This file, and what else was loaded: its memory is for requests now. What is left on the
    # stack may point to some of it for long: emptying the module frees all else.
    if not port.adopt:
        late.clear()
        globals().clear()
