# How a connection becomes a WebSocket (RFC 6455, 4.2). Loaded with the first client that asks.
try:
    from binascii import b2a_base64
    from hashlib import sha1
except ImportError:
    from ubinascii import b2a_base64
    from uhashlib import sha1

from .stream import HTTPError

UPGRADE = b"Upgrade: websocket\r\nConnection: Upgrade\r\n"


async def agree(req, resp, protocols, origins):
    # Answer a client that asks for a WebSocket; return the subprotocol, or None.
    headers = req.headers
    if req.method != "GET" or not req.minor or not wants_it(headers):
        resp.extra += UPGRADE + b"Sec-WebSocket-Version: 13\r\n"
        raise HTTPError(426)
    key = headers.get(b"sec-websocket-key", b"")
    # The bytes of a body would be taken for frames.
    if len(key) != 24 or resp.left or resp.chunks:
        raise HTTPError(400)
    if not may_come_from(headers, origins):
        raise HTTPError(403)
    protocol = choose(headers.get(b"sec-websocket-protocol", b""), protocols)
    if protocol:
        resp.add_header("Sec-WebSocket-Protocol", protocol)
    head = b"HTTP/1.1 101 Switching Protocols\r\n%sSec-WebSocket-Accept: %s\r\n%s\r\n"
    await resp.send(head % (UPGRADE, proof_of(key), resp.extra))
    return protocol


def wants_it(headers):
    return (
        b"upgrade" in headers.get(b"connection", b"").lower()
        and b"websocket" in headers.get(b"upgrade", b"").lower()
        and headers.get(b"sec-websocket-version") == b"13"
    )


def may_come_from(headers, origins):
    # A browser connects for any page, with the cookies of this site, and only says which site
    # the page is from (10.2). Unless told otherwise, it has to be this one.
    origin = headers.get(b"origin")
    if not origin:
        return True
    if origins is None:
        return origin.endswith(b"://" + headers[b"host"])
    origins = listed(origins)
    return "*" in origins or origin in [one.encode() for one in origins]


def choose(offered, protocols):
    # The first subprotocol that the client offers and the program has, or None. What a client
    # says need not be UTF-8.
    for name in offered.split(b","):
        for protocol in listed(protocols):
            if name.strip() == protocol.encode():
                return protocol


def listed(names):
    # One may be text.
    return (names,) if isinstance(names, str) else names


def proof_of(key):
    # That the key was read: b"dGhlIHNhbXBsZSBub25jZQ==" to b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=".
    # Nobody needs to decode it (4.2.2).
    return b2a_base64(sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest())[:-1]
