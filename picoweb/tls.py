# TLS for run(ssl=...) and start(ssl=...). Loaded when a program asks for it.
#
# The TLS library never touches a socket here. It works in memory, on whole records, and this file
# carries what it says: Pycopy's has one buffer for both directions, which a write in the middle
# of a record would destroy, and it waits for a slow client in a loop that nobody else gets out of.

from .port import adopt, sleep_ms
from .stream import BLOCK, Stream, late, later

if adopt:
    from .tls_cpython import Base, Engine
else:
    from .tls_boards import Base, Engine

HANDSHAKE = 22  # the type of every connection's first record: RFC 8446, 5.1
NOT_TLS = b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\nhttps is spoken here.\r\n"


def certificate(cert, key):
    # A certificate, with those that it depends on, and its key: files, or their contents as
    # bytes; PEM or DER.
    module = later("certificates")
    try:
        return module.certificate(cert, key)
    finally:
        # What is needed once, before the program serves, need not stay.
        late.pop("certificates", None)


def streams(ssl):
    # What makes the stream of each connection.
    if isinstance(ssl, (tuple, list)):
        ssl = certificate(*ssl)
    if not hasattr(ssl, "wrap_socket"):
        raise ValueError('ssl=%r: give ssl=("cert.pem", "key.pem")' % (ssl,))
    return lambda app, sock, peer: SecureStream(app, Secure(sock, ssl), peer)


class SecureStream(Stream):
    scheme = "https"

    def wait(self, write=False):
        # What is decrypted already is no news for poll.
        if self.sock.plain and not write:
            return sleep_ms(0)
        return super().wait(write)


class Secure(Base):
    # A connection as picoweb's streams want it: read(), write(), close(), setsockopt().

    engine = None  # from the client's first word on: who is silent costs nothing
    plain = b""  # decrypted, and not read yet
    early = b""  # written before the client could understand; None once it can
    count = 0  # bytes that are encrypted, and not all sent
    ended = False  # the client has said that it sends no more
    cut = False  # the response is not whole, and the client shall know

    def __init__(self, raw, context):
        self.raw = raw
        self.context = context

    def read(self, size):
        if not self.plain:
            data = self.receive()
            if not data:
                return data
            self.plain = data
        data = self.plain[:size]
        self.plain = self.plain[size:]
        return data

    def receive(self):
        # What the client has said: None if nothing new, b"" if it will not say any more.
        while not self.ended:
            said = self.raw.read(BLOCK)
            if not said:
                return said
            try:
                data = self.decrypt(said)
            finally:
                self.flush()
            if data:
                return data
        return b""

    def decrypt(self, said):
        if not self.engine:
            if said[0] != HANDSHAKE:
                self.raw.write(NOT_TLS)
                raise OSError("no TLS")
            self.engine = Engine(self.context)
        data = b""
        self.engine.hear(said)
        piece = self.engine.decrypt(BLOCK)
        while piece:
            data += piece
            piece = self.engine.decrypt(BLOCK)
        self.ended = piece == b""
        if data and self.early is not None:
            early, self.early = self.early, None
            if early:
                self.engine.encrypt(early)
        return data

    def write(self, buf, off=0, size=None):
        # Like a socket's: how many bytes have left, None if none could. They are encrypted when
        # they are first given; who is told None gives them again.
        size = len(buf) - off if size is None else size
        if self.early is not None:
            # It is refused before its handshake is done.
            self.early += bytes(buf[off : off + size])
            return size
        if not self.count:
            self.count = min(size, BLOCK)
            self.engine.encrypt(memoryview(buf)[off : off + self.count])
        if not self.flush():
            return None
        count, self.count = self.count, 0
        return count

    def flush(self):
        engine = self.engine
        while engine and engine.outgoing:
            count = self.raw.write(engine.outgoing)
            if not count:
                return False
            engine.outgoing = engine.outgoing[count:]
        return True

    def setsockopt(self, *args):
        # By reset() alone.
        self.cut = True
        self.raw.setsockopt(*args)

    def close(self):
        try:
            if self.engine:
                self.engine.close()
                if not self.cut:
                    self.flush()
        except OSError:
            pass  # the client has left
        finally:
            self.raw.close()
