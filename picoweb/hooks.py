# before_request, after_request and errorhandler. Loaded with the first of them.
from .port import COROUTINE, awaitable
from .values import write_value


class Hooks:
    def __init__(self):
        self.before = []
        self.after = []
        self.errors = {}


def add(app, when, f):
    if app.hooks is None:
        app.hooks = Hooks()
    if when == "before":
        app.hooks.before.append(f)
    elif when == "after":
        app.hooks.after.append(f)
    else:
        app.hooks.errors[int(when)] = f
    return f


async def result_of(f, *args):
    result = f(*args)
    if isinstance(result, COROUTINE):
        result = await awaitable(result)
    return result


def chain(app):
    # The app that answers and those it is mounted in, the outermost first.
    apps = []
    while app:
        if app.hooks:
            apps.insert(0, app.hooks)
        app = app.parent
    return apps


async def before(app, req, resp):
    # The first answer that one of them gives; a hook that wrote a response has answered.
    for hooks in chain(app):
        for f in hooks.before:
            result = await result_of(f, req, resp)
            if result is not None:
                return result
            if resp.status or resp.length:
                return True
    return None


async def after(app, req, resp):
    for hooks in reversed(chain(req.app if req else app)):
        for f in hooks.after:
            try:
                await result_of(f, req, resp)
            except Exception as e:
                app.note(e, "after_request")


async def on_error(app, req, resp, e, status):
    for hooks in reversed(chain(app)):
        f = hooks.errors.get(status)
        if f:
            result = await result_of(f, req, resp, e)
            if result is not None and result is not True:
                await write_value(resp, result, status)
            return
