# What a handler may return instead of writing. Loaded when one does.
try:
    import json
except ImportError:
    import ujson as json

from .response import start_response


async def write_value(resp, value):
    # str, bytes, dict, list, (body, status) or (body, status, headers).
    status, headers = 200, None
    if isinstance(value, tuple):
        if len(value) == 2:
            value, status = value
        elif len(value) == 3:
            value, status, headers = value
    content_type, body = encode(value)
    if headers and b"content-type:" in names(headers):
        content_type = None
    await start_response(resp, content_type, status, headers)
    await resp.awrite(body)


def names(headers):
    from .fields import lines

    return lines(headers).lower()


def encode(value):
    # A value to its media type and bytes.
    if value is None:
        return None, b""
    if isinstance(value, str):
        return "text/html; charset=utf-8", value.encode()
    if isinstance(value, (bytes, bytearray)):
        return "application/octet-stream", value
    if isinstance(value, (dict, list)):
        return "application/json", json.dumps(value).encode()
    raise TypeError(
        "a handler returned %r; picoweb sends str, bytes, dict, list, (body, status) "
        "or (body, status, headers)" % (value,)
    )


async def write_json(resp, value):
    body = json.dumps(value).encode()
    await start_response(resp, "application/json")
    await resp.awrite(body)
