# What a server holds at this moment: live heap, poll entries, timers, connections.
import gc
import sys

CPYTHON = sys.implementation.name == "cpython"
MICROPYTHON = hasattr(sys.implementation, "_mpy")


class CountingPoller:
    # Pycopy's poll does not tell how many sockets are in it, so they are counted on their way.

    def __init__(self, poller):
        self.poller = poller
        self.sockets = {}  # a set of Pycopy's is broken by a MemoryError while it grows
        self.ipoll = poller.ipoll
        self.modify = poller.modify

    def register(self, sock, *args):
        self.sockets[id(sock)] = True
        return self.poller.register(sock, *args)

    def unregister(self, sock, *args):
        self.sockets.pop(id(sock), None)
        return self.poller.unregister(sock, *args)


def watch():
    # Call it before the loop runs.
    if not CPYTHON and not MICROPYTHON:
        import uasyncio

        loop = uasyncio.get_event_loop()
        loop.poller = CountingPoller(loop.poller)


def counts(app):
    gc.collect()
    gc.collect()
    return {
        "heap": sys.getallocatedblocks() if CPYTHON else gc.mem_alloc(),
        "polled": polled(),
        "timers": timers(),
        "slots": len(app.streams),
    }


def polled():
    if CPYTHON:
        import asyncio

        return len(asyncio.get_running_loop()._selector.get_map())
    if MICROPYTHON:
        from asyncio import core

        return len(core._io_queue.map)
    import uasyncio

    return len(uasyncio.get_event_loop().poller.sockets)


def timers():
    if CPYTHON:
        import asyncio

        return len([t for t in asyncio.get_running_loop()._scheduled if not t.cancelled()])
    if MICROPYTHON:
        return micropython_timers()
    import uasyncio

    return len(uasyncio.get_event_loop().waitq)


def micropython_timers():
    # The queue can only be peeked and popped: take all out, and put all back.
    from asyncio import core

    tasks = []
    while core._task_queue.peek():
        tasks.append(core._task_queue.pop())
    for task in tasks:
        core._task_queue.push(task, task.ph_key)
    return len(tasks)
