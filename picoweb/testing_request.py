# What a client of picoweb.testing says. Loaded with its first request.
from .stream import later


def compose(client, method, path, data=None, json=None, headers=None, files=None):
    lines = ["%s %s HTTP/1.1" % (method, path), "Host: " + client.host, "Connection: close"]
    body, content_type = b"", None
    if not (data is json is files is None):
        body, content_type = encode(data, json, files)
        lines.append("Content-Length: %d" % len(body))
    if content_type and "content-type" not in [name.lower() for name in headers or ()]:
        lines.append("Content-Type: " + content_type)
    if client.cookies:
        lines.append("Cookie: " + "; ".join([k + "=" + v for k, v in client.cookies.items()]))
    for name in headers or ():
        lines.append("%s: %s" % (name, headers[name]))
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def encode(data, json=None, files=None):
    # A body and its media type.
    if files is not None:
        return later("testing_upload").encode(data, files)
    if json is not None:
        return later("values").json.dumps(json).encode(), "application/json"
    if isinstance(data, dict):
        pairs = [quote(key) + "=" + quote(data[key]) for key in data]
        return "&".join(pairs).encode(), "application/x-www-form-urlencoded"
    if isinstance(data, str):
        return data.encode(), "text/plain; charset=utf-8"
    return data, None


def quote(value):
    text = bytearray()
    for byte in str(value).encode():
        char = chr(byte)
        if byte < 128 and (char.isalpha() or char.isdigit() or char in "-._~"):
            text.append(byte)
        else:
            text.extend(b"%%%02X" % byte)
    return text.decode()
