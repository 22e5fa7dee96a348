# Header lines of a response, from whatever a program gives. Loaded when it gives any.


def head(resp, headers, status):
    # Return a program's headers as lines of the head, and heed what they and the status say.
    more = lines(headers or ())
    resp.promised, close = framing(more)
    if close:
        resp.keep = False
    if status < 200 or status in (204, 304):
        resp.bodyless = True
        resp.promised = 0
    return more


def lines(headers):
    # A dict, a list of pairs, text or bytes to bytes: whole lines.
    if isinstance(headers, str):
        headers = headers.encode()
    if isinstance(headers, (bytes, bytearray)):
        return whole_lines(bytes(headers))
    if hasattr(headers, "items"):
        headers = headers.items()
    return b"".join([line(name, value) for name, value in headers])


def line(name, value):
    name, value = to_bytes(name), to_bytes(value)
    if not name or b":" in name:
        raise ValueError("%r is no name for a header" % name)
    text = name + b": " + value
    if b"\r" in text or b"\n" in text or b"\0" in text:
        raise ValueError("header %r: %r has a line break or NUL in it" % (name, value))
    return text + b"\r\n"


def to_bytes(value):
    return value if isinstance(value, bytes) else str(value).encode()


def whole_lines(text):
    # "Name: value\r\n" as often as needed; nothing else breaks a line.
    if not text.endswith(b"\r\n"):
        text += b"\r\n"
    rest = text.replace(b"\r\n", b"")
    if b"\r" in rest or b"\n" in rest or b"\0" in rest or b"\r\n\r\n" in text:
        raise ValueError("header lines %r have a stray line break or NUL in them" % text)
    for line in text[:-2].split(b"\r\n"):
        if b":" not in line[1:]:
            raise ValueError("header line %r is not of the form Name: value" % line)
    return text


def framing(text):
    # What header lines say of the message: (Content-Length or None, close the connection).
    length, close = None, False
    for field in text.lower().split(b"\r\n"):
        name, _, value = field.partition(b":")
        if name == b"content-length":
            length = int(value)
        elif name == b"connection":
            close = b"close" in value
    return length, close
