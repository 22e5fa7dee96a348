# Header lines of a response, from whatever a program gives. Loaded when it gives any.


def lines(headers):
    # A dict, a list of pairs, text or bytes to bytes: whole lines.
    if isinstance(headers, str):
        headers = headers.encode()
    if isinstance(headers, (bytes, bytearray)):
        return _whole_lines(bytes(headers))
    if hasattr(headers, "items"):
        headers = headers.items()
    return b"".join([_line(name, value) for name, value in headers])


def _line(name, value):
    name, value = _bytes(name), _bytes(value)
    line = name + b": " + value
    if b"\r" in line or b"\n" in line or b"\0" in line:
        raise ValueError("header %r: %r has a line break or NUL in it" % (name, value))
    if not name or b":" in name or b" " in name:
        raise ValueError("%r is no name for a header" % name)
    return line + b"\r\n"


def _bytes(text):
    return text if isinstance(text, bytes) else str(text).encode()


def _whole_lines(text):
    # What the original takes: "Name: value\r\n" as often as needed.
    if not text.endswith(b"\r\n"):
        text += b"\r\n"
    ends = text.count(b"\r\n")
    if text.count(b"\n") != ends or text.count(b"\r") != ends or b"\0" in text:
        raise ValueError("header lines %r have a stray line break or NUL in them" % text)
    for line in text[:-2].split(b"\r\n"):
        if b":" not in line[1:]:
            raise ValueError("header line %r is not of the form Name: value" % line)
    return text


def framing(text):
    # What header lines say of the message: (Content-Length or None, close the connection).
    length, close = None, False
    for line in text[:-2].split(b"\r\n"):
        name, _, value = line.partition(b":")
        name, value = name.lower(), value.strip()
        if name == b"content-length":
            if not value.isdigit():
                raise ValueError("Content-Length: %r is not a number" % value)
            length = int(value)
        elif name == b"connection":
            close = value.lower() == b"close"
    return length, close
