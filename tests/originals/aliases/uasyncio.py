"""As much of Pycopy's asyncio as old programs use, on CPython's."""

import asyncio
import types


@types.coroutine
def sleep(seconds):
    """Sleep, under `await` and under `yield from` alike."""
    return (yield from asyncio.sleep(seconds).__await__())


def get_event_loop():
    """Return the loop that will run, though it does not run yet."""
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        return loop
