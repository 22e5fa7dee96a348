# Room in the event loop for all tasks of an app. Loaded when it starts.
import sys

from . import port


def make_room(app):
    # Those of the server itself, too: four refuse(), accept(), watch(), and a few to spare.
    count = app.max_conns + app.tasks + 8
    if hasattr(port, "make_room"):
        return port.make_room(count)
    if count <= port.tasks:
        return
    port.tasks = count
    # Pycopy's loop has queues of a fixed size, given by who makes it first: a full one ends it.
    if not sys.modules["uasyncio.core"]._event_loop:
        return port.get_event_loop(count, count)
    from ucollections import deque
    from utimeq import utimeq

    loop = port.get_event_loop()
    runq, loop.runq = loop.runq, deque((), count, True)
    waitq, loop.waitq = loop.waitq, utimeq(count)
    while runq:
        loop.runq.append(runq.popleft())
    entry = [0, 0, 0]
    while waitq:
        waitq.pop(entry)
        loop.call_at_(*entry)
