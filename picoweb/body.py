# A request's body, read whole. Loaded when a handler asks for one.
from .stream import HTTPError


async def read_body(req):
    stream = req.reader
    limit = req.app.max_body
    if stream.chunks:
        return await _read_chunks(stream, limit)
    if req.length is None:
        raise HTTPError(411)
    if stream.left > limit:
        raise HTTPError(413)
    return await stream.readexactly(stream.left)


async def _read_chunks(stream, limit):
    body = b""
    while True:
        part = await stream.read(limit + 1 - len(body))
        if not part:
            return body
        body += part
        if len(body) > limit:
            raise HTTPError(413)


async def read_json(req):
    from .values import json

    body = await read_body(req)
    try:
        return json.loads(body.decode())
    except (ValueError, UnicodeError):
        raise HTTPError(400, "the body is not JSON")


async def read_form(req):
    from .utils import parse_qs

    body = await read_body(req)
    try:
        return parse_qs(body.decode())
    except UnicodeError:
        raise HTTPError(400, "the form is not UTF-8")
