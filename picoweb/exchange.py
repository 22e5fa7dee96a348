# What a request goes through: its head is read and checked, a handler is found and called, the
# response is ended; and what becomes of everything that fails on the way.
import gc

from .port import COROUTINE, ETIMEDOUT, awaitable, reset, sleep_ms
from .request import HTTPRequest, body_length, parse_headers, parse_request_line
from .response import http_error
from .stream import HTTPError

NOTHING = {}
TIMED_OUT = b"HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"


async def converse(app, stream):
    # One connection, from its first request to its end.
    try:
        while await exchange(app, stream):
            stream.served = True
            if stream.buffer:
                await sleep_ms(0)  # a client that sends many requests at once waits its turn
        if stream.linger:
            await stream.server.linger(stream)
    except OSError:
        # The line broke, or the client was too slow: that one may still hear why.
        if not (stream.closed or stream.idle or stream.sent):
            tell(stream, TIMED_OUT)
    except Exception as e:
        app.note(e, "connection")
    finally:
        if not stream.kept:
            stream.close()


def tell(stream, message):
    try:
        stream.sock.write(message)
    except OSError:
        pass


async def exchange(app, stream):
    # One request and its response. True: the connection waits for another.
    stream.reset()
    req = None
    try:
        head = await stream.read_head(app.max_line, app.max_head)
        if not head:
            stream.linger = False
            return False
        req = HTTPRequest(stream, app)
        if await respond(app, req, stream, head) is False:
            await keep_for_program(stream)
            return False
        await stream.finish()
    except Exception as e:
        await fail(app, req, stream, e)
    if app.hooked:
        from .hooks import after

        await after(app, req, stream)
    if app.debug >= 0:
        app.log.info(
            '%s "%s %s" %d %d',
            stream.get_extra_info("peername"),
            req and req.method,
            req and req.path,
            stream.status,
            stream.sent,
        )
    return stream.keep


async def keep_for_program(stream):
    # The handler returned False: from now on the stream belongs to whoever has a reference.
    stream.kept = True
    stream.keep = stream.gather = stream.linger = False
    stream.left = None
    await stream.flush()


async def respond(app, req, stream, head):
    line, _, rest = head.partition(b"\r\n")
    req.method, req.path, req.qs, minor = parse_request_line(line)
    stream.bodyless = req.method == "HEAD"
    handler, extra, values = find(app, req)
    mode = extra.get("headers", app.headers_mode)
    headers = parse_headers(rest.split(b"\r\n") if rest else (), mode != "parse")
    frame(stream, req, headers, minor)
    if mode == "parse":
        req.headers = headers
    elif mode == "leave":
        stream.give_back(rest)
    result = None
    if app.hooked:
        from .hooks import before

        result = await before(req.app, req, stream)
    if result is None:
        result = handler(req, stream, **values)
        if isinstance(result, COROUTINE):
            result = await awaitable(result)
    if result is None or result is True or result is False:
        return result
    if stream.status or stream.length:
        raise_unused(app, req, result)
    else:
        from .values import write_value

        await write_value(stream, result)


def raise_unused(app, req, result):
    app.note(ValueError("%r was returned after the response had begun" % result), req.path)


def find(app, req):
    # The handler for a request, the route's options, and what its pattern found in the path.
    while app.mounts:
        mounted = app.mounted_at(req.path)
        if not mounted:
            break
        app = mounted
        req.path = req.path[len(app.url) :] or "/"
    req.app = app
    if not app.inited:
        app.init()
    path, method, allowed = req.path, req.method, None
    for route in app.url_map:
        pattern = route[0]
        values = NOTHING
        if path != pattern:
            if isinstance(pattern, str):
                continue
            match = pattern.match(path)
            if not match:
                continue
            req.url_match = match
            values = getattr(match, "values", NOTHING)
        extra = route[2] if len(route) > 2 else NOTHING
        methods = extra.get("methods")
        if not methods or method in methods or method == "HEAD" and "GET" in methods:
            return route[1], extra, values
        allowed = (allowed or ()) + tuple(methods)
    return other(app, req, allowed), NOTHING, NOTHING


def other(app, req, allowed):
    # The handler where no route is.
    if app.serve_static and req.path.startswith("/static/"):
        from .static import Match

        req.url_match = Match(req.path)
        if req.method in ("GET", "HEAD"):
            return app.handle_static
        allowed = ("GET", "HEAD")
    if allowed or req.path == "*":
        from .allow import answer

        req.allowed = allowed
        return answer
    return not_found


def not_found(req, resp):
    raise HTTPError(404)


def frame(stream, req, headers, minor):
    # What the headers say about where the message ends, and about the connection.
    if minor and b"host" not in headers:
        raise HTTPError(400)
    length = body_length(headers, minor)
    req.length = headers.get(b"content-length")
    if length is None:
        from .chunked import Chunks

        stream.chunks = Chunks()
    else:
        stream.left = length
    if minor and b"expect" in headers:
        if headers[b"expect"].lower() != b"100-continue":
            raise HTTPError(417)
        stream.expect = length != 0
    stream.linger = False
    if minor and not (b"connection" in headers and b"close" in headers[b"connection"].lower()):
        stream.keep = True
    server = stream.server
    if server:
        stream.keep = stream.keep and server.may_keep()
        stream.date = server.date


async def fail(app, req, resp, e):
    # Answer for an exception, if nothing of a response has left; else end the connection in a
    # way that the client can tell.
    if resp.dead:
        raise OSError(ETIMEDOUT)
    if isinstance(e, EOFError) and resp.left:
        resp.keep = False
        e = HTTPError(400, "the body ended early")
    if isinstance(e, MemoryError):
        gc.collect()
    if not isinstance(e, HTTPError):
        app.note(e, req.path if req else "request")
    try:
        if not resp.sent:
            await answer(app, req, resp, e)
            return
    except Exception as e:
        if resp.dead:
            raise OSError(ETIMEDOUT)
        app.note(e, "error handler")
        if not resp.sent:
            resp.forget()
            await http_error(resp, 500)
            await resp.finish()
            return
    resp.keep = resp.linger = False
    if resp.promised is None:
        reset(resp.sock)


async def answer(app, req, resp, e):
    # The handlers for errors, the most particular one first.
    resp.forget()
    status, text = 500, None
    if isinstance(e, HTTPError):
        status, text = e.status, e.text
    else:
        result = app.handle_exc(req, resp, e)
        if isinstance(result, COROUTINE):
            await awaitable(result)
    if app.hooked and not resp.status and not resp.length:
        from .hooks import on_error

        await on_error(req.app if req else app, req, resp, e, status)
    if not resp.status and not resp.length:
        await http_error(resp, status, text)
    await resp.finish()
