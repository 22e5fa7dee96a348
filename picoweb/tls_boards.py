# The TLS libraries of boards: axTLS on Pycopy, Mbed TLS on MicroPython.
try:
    from ssl import PROTOCOL_TLS_SERVER, SSLContext
except ImportError:
    PROTOCOL_TLS_SERVER = None
    try:
        from ussl import SSLContext  # noqa: F401  for certificates.py
    except ImportError:
        raise ImportError("this Python has no TLS: put it behind a proxy that has")
try:
    from io import IOBase
    from select import poll
except ImportError:
    from uio import IOBase
    from uselect import poll

# What poll() asks of a stream that is written in Python
IS_READY = 3
DESCRIPTOR = 10
INVALID = -22

MAX_RECORD = 16384 + 512  # bytes, with what encryption adds


class Base(IOBase):
    # A Secure for poll(), which looks at the raw socket: on unix builds by its descriptor.

    def ioctl(self, request, arg):
        if request == DESCRIPTOR and hasattr(self.raw, "fileno"):
            return self.raw.fileno()
        if request != IS_READY:
            return INVALID
        poller = poll()
        poller.register(self.raw, arg)
        ready = poller.poll(0)
        return ready[0][1] if ready else 0


class Engine(IOBase):
    # The library, and what it takes for its socket: readinto() and write().

    incoming = b""
    outgoing = b""
    left = 0  # bytes of the record that is being handed to the library

    def __init__(self, context):
        if PROTOCOL_TLS_SERVER is None:
            self.library = context.wrap_socket(self, server_side=True)
        else:
            self.library = context.wrap_socket(
                self, server_side=True, do_handshake_on_connect=False
            )

    def hear(self, said):
        self.incoming += said

    def decrypt(self, size):
        return self.library.read(size)

    def encrypt(self, buf):
        self.library.write(buf)

    def close(self):
        self.library.close()

    def readinto(self, buf):
        if not self.left:
            self.left = self.record()
        count = min(self.left, len(buf))
        if not count:
            return None
        buf[:count] = self.incoming[:count]
        self.incoming = self.incoming[count:]
        self.left -= count
        return count

    def record(self):
        # The size of the record that is here (RFC 8446, 5.1); 0 as long as it is not whole.
        if len(self.incoming) < 5:
            return 0
        size = 5 + self.incoming[3] * 256 + self.incoming[4]
        if size > MAX_RECORD:
            raise OSError("no TLS record")
        return size if len(self.incoming) >= size else 0

    def write(self, buf):
        self.outgoing += bytes(buf)
        return len(buf)

    def ioctl(self, request, arg):
        return 0
