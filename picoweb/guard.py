# A check in front of handlers. Loaded with the first decorator that puts one there.
from .stream import load


def guarded(check, what):
    # What: a handler; or an app, with those mounted in it. A check raises an error or answers by
    # itself where the handler is not to.
    if hasattr(what, "before_request"):
        what.before_request(check)
        return what

    async def call(req, resp, **values):
        await load("hooks").result_of(check, req, resp)
        if not resp.status:
            return await load("hooks").result_of(what, req, resp, **values)

    return call
