# What a request goes through: its head is read and checked, a handler is found and called, the
# response is ended; and what becomes of everything that fails on the way.
import gc

from .port import COROUTINE, awaitable, reset, sleep_ms
from .request import HTTPRequest, frame, parse_headers
from .response import http_error
from .stream import CRLF, HTTPError, later, load, make_room

NOTHING = {}


async def _converse(app, stream):
    # One connection, from its first request to its end.
    try:
        while stream.keep:
            if stream.buffer:
                await sleep_ms(0)  # a client that sends many requests at once waits its turn
            else:
                # Here, where nothing else is held, a connection waits for its next request.
                stream.idle = True
                await stream.wait()
            stream.idle = False
            stream.waited = 0
            await exchange(app, stream)
        if stream.peer and (stream.in_head or stream.left or stream.chunks):
            await app.linger(stream)
    except OSError:
        pass  # the line broke, or the client was too slow
    finally:
        if not stream.kept:
            stream.close()


async def exchange(app, stream):
    # One request and its response. stream.keep says whether another may follow.
    # It is one piece: these are the steps, in their order, and each one more function would be
    # 70 bytes more for every board.
    stream.forget()
    stream.keep = stream.bodyless = False
    stream.extra = app.date
    req = None
    make_room()
    try:
        head = await stream.read_head(app.max_line, app.max_head)
        if not head:
            stream.in_head = False
            return
        # Nothing holds the whole head while a handler is at work: respond() empties this list.
        head = head.split(CRLF, 1)
        req = HTTPRequest()
        if await respond(app, req, stream, head) is False:
            await stream.keep_for_program()
        else:
            await stream.finish()
    except Exception as e:
        await fail(app, req, stream, e)
    if app.hooks is not None:
        await load("hooks").finish(app, req, stream)
    if app.log:
        app.log.request(req, stream)


async def respond(app, req, stream, head):
    # It is one piece, as exchange() is, and for the same reason.
    minor = req.minor = req.parse(head.pop(0))
    stream.bodyless = req.method == "HEAD"
    handler, extra, values = find(app, req)
    mode = extra.get("headers", app.headers_mode)
    lines = head.pop() if head else ()
    headers = parse_headers(lines.split(CRLF) if lines else lines, mode == "parse")
    frame(stream, headers, minor)
    # At most half of the connections wait for a next request.
    if len(app.streams) * 2 > app.max_conns:
        stream.keep = False
    req.reader = stream
    req.length = headers.get(b"content-length")
    if mode == "parse":
        req.fields = headers
    elif mode == "leave":
        stream.keep = False
        stream.unread(lines + CRLF + CRLF if lines else CRLF)
    lines = None
    if app.hooks is not None:
        handler = load("hooks").handler(req, handler)
    if not handler:
        raise HTTPError(404)
    result = handler(req, stream, **values)
    if isinstance(result, COROUTINE):
        result = await awaitable(result)
    if result not in (None, True, False):
        await later("values").respond(stream, result, req)
    return result


def find(app, req):
    # The handler for a request, the route's options, and what its pattern found in the path.
    # A string that is the path comes before every pattern; of two of a kind, the first defined.
    # It is one piece: its loop runs for every request, and a call for each route would be slow.
    if app.mounts:
        app = app.mounted_for(req)
    req.app = app
    if not app.inited:
        app.init()
    verb, allowed, found = req.method, (), None
    for route in app.url_map:
        pattern = route[0]
        values = NOTHING
        if req.path != pattern:
            if found or isinstance(pattern, str):
                continue
            match = pattern.match(req.path)
            if not match:
                continue
            req.url_match = match
            values = getattr(match, "values", NOTHING)
        extra = route[2] if len(route) > 2 else NOTHING
        methods = extra.get("methods")
        if not methods or verb in methods or verb == "HEAD" and "GET" in methods:
            found = route[1], extra, values
            if req.path == pattern:
                break
        else:
            allowed += tuple(methods)
    if found:
        return found
    handler = None
    if app.serve_static and req.path.startswith("/static/"):
        allowed = ("GET", "HEAD")
        handler = later("static").respond
    if verb not in allowed and (allowed or req.path == "*"):
        req.allowed = allowed or ("GET",)
        handler = later("rarely").allowed
    return handler, NOTHING, NOTHING


async def fail(app, req, resp, e, plain=False):
    # Answer for an exception, if nothing of a response has left; else end the connection so that
    # the client can tell. Plain: the program's own answer failed.
    # It is one piece: it runs when memory is short, and each call deeper takes some.
    if resp.dead:
        raise OSError
    if isinstance(e, EOFError) and resp.left:
        resp.keep = False
        e = HTTPError(400)
    known = isinstance(e, HTTPError)
    if not known:
        app.note(e, req and req.path)
        gc.collect()
    if resp.sent:
        resp.keep = False
        if resp.promised is None:
            reset(resp.sock)
        return
    try:
        resp.forget()
        if not plain:
            if not known:
                result = app.handle_exc(req, resp, e)
                if isinstance(result, COROUTINE):
                    await awaitable(result)
            if app.hooks is not None:
                await load("hooks").fail(app, req, resp, e)
        if not resp.status and not resp.length:
            await http_error(resp, e.status if known else 500, known and e.text)
        await resp.finish()
    except Exception as e:
        if plain:
            raise
        await fail(app, req, resp, e, True)
