"""A client that costs little: requests made beforehand, raw sockets, no parsing."""

import socket

from tools.measure.servers import HOST

TIMEOUT = 5


class Wrong(Exception):
    """An answer that is not what the program should say."""


def get(path, size=90, *, keep=False):
    """Return the bytes of a GET whose head is `size` bytes, as a browser would pad it."""
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\n"
    if not keep:
        head += "Connection: close\r\n"
    return pad(head, size)


def pad(head, size):
    """Fill a head up to `size` bytes with header lines of about a browser's length."""
    names = iter(("User-Agent", "Accept", "Accept-Language", "Referer", "Cookie"))
    left = size - len(head) - 2
    while left > 110:
        head += header(next(names), 90)
        left = size - len(head) - 2
    if left:
        head += header(next(names), left)
    return (head + "\r\n").encode()


def header(name, size):
    filler = size - len(name) - 4
    if filler < 1:
        return "X:" + "-" * (size - 4) + "\r\n"
    return f"{name}: {'x' * filler}\r\n"


def post(path, body):
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


def connect(port):
    sock = socket.create_connection((HOST, port), TIMEOUT)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return sock


def ask(port, request):
    """Say `request` over a connection of its own; return all that comes back."""
    with connect(port) as sock:
        sock.sendall(request)
        return read_all(sock)


def read_all(sock):
    pieces = []
    while piece := sock.recv(65536):
        pieces.append(piece)
    return b"".join(pieces)


def expect(port, request, status, body=None):
    """Ask, and raise Wrong unless the status (and the body, if given) are these."""
    answer = ask(port, request)
    head, _, rest = answer.partition(b"\r\n\r\n")
    if head.split(None, 2)[1:2] != [status]:
        raise Wrong(f"status {head[:20]!r}, not {status!r}")
    if body is not None and rest != body:
        raise Wrong(f"body {rest[:30]!r} ..., not {body[:30]!r} ...")
    return rest


def read_answer(sock):
    """Read one answer that tells its length, from a connection that is kept."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += receive(sock)
    head, _, body = data.partition(b"\r\n\r\n")
    length = content_length(head)
    while len(body) < length:
        body += receive(sock)
    return head, body


def receive(sock):
    piece = sock.recv(65536)
    if not piece:
        raise Wrong("the connection closed in the middle of an answer")
    return piece


def content_length(head):
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    raise Wrong(f"no Content-Length in {head!r}")


def ask_closed(port, request, times):
    """Ask `times` times, each over a new connection that the server closes."""
    for _ in range(times):
        ask(port, request)


def ask_kept(port, request, times):
    """Ask `times` times over one connection; every answer is as long as the first."""
    with connect(port) as sock:
        sock.sendall(request)
        head, body = read_answer(sock)
        size = len(head) + 4 + len(body)
        for _ in range(times - 1):
            sock.sendall(request)
            left = size
            while left:
                left -= len(receive(sock))
