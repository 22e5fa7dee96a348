# Background tasks of the program. Loaded with the first one.
from . import port


def spawn(app, coro):
    if app.background is None:
        app.background = []
    task = port.spawn(guard(app, coro))
    app.background.append(task)


async def guard(app, coro):
    try:
        await port.awaitable(coro)
    except Exception as e:
        if type(e) is not port.CancelledError:  # an Exception only on Pycopy
            app.note(e, "background task")
    finally:
        if app.background:
            app.background.remove(port.current_task())
