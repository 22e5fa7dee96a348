# What a handler may return instead of writing, and short ways to write a whole response.
try:
    import json
except ImportError:
    import ujson as json

from .response import start_response
from .stream import later


async def respond(resp, value, req, status=200):
    # str, bytes, dict, list, (body, status) or (body, status, headers).
    headers = None
    if resp.status or resp.length:
        error = ValueError("%r was returned after the response had begun" % (value,))
        return req.app.note(error, req.path)
    if isinstance(value, tuple):
        if len(value) == 2:
            value, status = value
        else:
            value, status, headers = value
    content_type, body = encode(value)
    if headers:
        headers = later("fields").lines(headers)
        if b"content-type:" in headers.lower():
            content_type = None
    await write_whole(resp, body, content_type, status, headers)


async def write_whole(resp, body, content_type, status=200, headers=None):
    # A response whose length is known, however long it is.
    if isinstance(body, str):
        body = body.encode()
    await start_response(resp, content_type, status, headers)
    resp.promise(len(body))
    await resp.awrite(body)


def encode(value):
    # A value to its media type and its text or bytes.
    if value is None:
        return None, b""
    if isinstance(value, str):
        return "text/html; charset=utf-8", value
    if isinstance(value, (bytes, bytearray)):
        return "application/octet-stream", value
    if isinstance(value, (dict, list)):
        return "application/json", json.dumps(value)
    raise TypeError(
        "a handler returned %r; it may return str, bytes, dict, list, (body, status) or "
        "(body, status, headers)" % (value,)
    )


async def jsonify(writer, dict):
    # A whole response: an object as JSON.
    await write_whole(writer, json.dumps(dict), "application/json")


async def redirect(writer, url, status=303):
    # Send the client to another place; 303: it asks for that one by GET.
    await start_response(writer, None, status, {"Location": url})


def escape(text):
    # Text for a place in HTML, also between quotes.
    text = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")
