# Frames for the tables: as clients send them and as servers do, written out by the letter of
# RFC 6455, 5.2, with nothing of picoweb's.
from say import head, status

MASK = b"\x37\xfa\x21\x3d"  # of the examples in RFC 6455, 5.7
HELLO = b"\x81\x85\x37\xfa\x21\x3d\x7f\x9f\x4d\x51\x58"  # "Hello", the first of them


def size_of(data, bit):
    size = len(data)
    if size < 126:
        return bytes((bit | size,))
    if size < 65536:
        return bytes((bit | 126, size >> 8, size & 255))
    return bytes(
        (bit | 127, 0, 0, 0, 0, size >> 24, size >> 16 & 255, size >> 8 & 255, size & 255)
    )


def client(first, data=b"", mask=MASK):
    return (
        bytes((first,))
        + size_of(data, 128)
        + mask
        + bytes([byte ^ mask[i % 4] for i, byte in enumerate(data)])
    )


def server(first, data=b""):
    return bytes((first,)) + size_of(data, 0) + data


def code(number, reason=b""):
    return bytes((number >> 8, number & 255)) + reason


def close(number, reason=b""):
    # As the client says it.
    return client(0x88, code(number, reason))


def closed(number, reason=b""):
    # As the server does.
    return server(0x88, code(number, reason))


BYE = close(1000)
GOOD_BYE = closed(1000)

ASKED = [
    "Host: localhost",
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version: 13",
]
PROOF = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo="


def ask(*lines):
    # A handshake. Each line takes the place of those with its name; one without a value, of none.
    names = [line.split(":")[0].lower() for line in lines]
    kept = [line for line in ASKED if line.split(":")[0].lower() not in names]
    more = [line for line in lines if line[-1:] != ":"]
    return head("GET /ws HTTP/1.1", *(kept + more))


def agreed(*lines):
    return head(status(101), "Upgrade: websocket", "Connection: Upgrade", PROOF, *lines)


HANDSHAKE = ask()
AGREED = agreed()
