# Tasks of the program's own. Loaded with the first of them.
from . import port


class Methods:
    def spawn(self, coro):
        # Start a background task. Its errors are logged, and stop() ends it.
        record = []
        self.background += (record,)
        record.append(port.spawn(guard(self, coro, record)))


async def guard(app, coro, record):
    try:
        await port.awaitable(coro)
    except Exception as e:
        if type(e) is not port.CancelledError:  # an Exception only on Pycopy
            app.note(e, "background task")
    finally:
        app.background = tuple([other for other in app.background if other is not record])
