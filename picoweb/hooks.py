# before_request, after_request and errorhandler. Loaded with the first of them.
from .port import COROUTINE, awaitable
from .stream import HTTPError, later


def add(app, when, f):
    # app.hooks: "before" and "after" to lists of functions, a status to one; that of the class is
    # empty, and tells those who have none that others have.
    from . import WebApp

    if WebApp.hooks is None:
        WebApp.hooks = {}
    if not app.hooks:
        app.hooks = {"before": [], "after": []}
    if when in ("before", "after"):
        app.hooks[when].append(f)
    else:
        app.hooks[int(when)] = f
    return f


def chain(app):
    # The hooks of the app that answers and of those it is mounted in, its own first.
    while app:
        if app.hooks:
            yield app.hooks
        app = app.parent


async def result_of(*call, **values):
    # A function and its arguments; none of them has a name that may be one of a route's.
    result = call[0](*call[1:], **values)
    if isinstance(result, COROUTINE):
        result = await awaitable(result)
    return result


def handler(req, f):
    # The handler f with what comes before it. What a hook returns or writes is the answer.
    async def call(req, resp, **values):
        for hooks in reversed(list(chain(req.app))):
            for hook in hooks["before"]:
                result = await result_of(hook, req, resp)
                if result is not None or resp.status or resp.length:
                    return result
        if not f:
            raise HTTPError(404)
        return await result_of(f, req, resp, **values)

    return call


async def finish(app, req, resp):
    for hooks in chain(req and req.app or app):
        for f in hooks["after"]:
            try:
                await result_of(f, req, resp)
            except Exception as e:
                app.note(e, "after_request")


async def fail(app, req, resp, e):
    # The nearest errorhandler() for a status answers with it.
    status = getattr(e, "status", 500)
    for hooks in chain(req and req.app or app):
        if status in hooks and not resp.status and not resp.length:
            result = await result_of(hooks[status], req, resp, e)
            if result is not None:
                await later("values").respond(resp, result, req, status)
