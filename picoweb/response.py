# The response: what goes before its body.

# The names of statuses that errors and timeouts need; the others are in reasons.py.
REASONS = "200 OK\n400 Bad Request\n404 Not Found\n500 Internal Server Error\n"


def status_line(status):
    # 404 to "404 Not Found"
    start = REASONS.find("%s " % status)
    if start < 0:
        from .reasons import reason

        return reason(status)
    return REASONS[start : REASONS.find("\n", start)]


async def start_response(
    writer, content_type="text/html; charset=utf-8", status="200", headers=None
):
    # Begin a response. Its head leaves with the first bytes of the body, with a Content-Length
    # if the whole body fits the buffer. Headers: a dict, a list of pairs, or whole lines as
    # text or bytes.
    if writer.status:
        raise RuntimeError("start_response was called twice")
    head = "HTTP/1.1 %s\r\n" % status_line(status)
    if content_type:
        head += "Content-Type: %s\r\n" % content_type
    head = head.encode()
    if min(head.replace(b"\r\n", b" ")) < 32:
        raise ValueError("Content-Type %r has a line break or NUL in it" % content_type)
    writer.head = head
    writer.status = status = int(status)
    writer.out = bytearray()
    if headers or not 199 < status < 204 and status < 400 or content_type == "text/event-stream":
        from .fields import add_to

        add_to(writer, headers, content_type)


async def http_error(writer, status, text=None):
    # A whole response that says what its status says, or your text.
    await start_response(writer, "text/plain; charset=utf-8", status)
    await writer.awrite((text or status_line(status)) + "\r\n")
