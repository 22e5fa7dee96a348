# What MicroPython needs: sockets that never block, waiting in asyncio's own I/O queue.
import gc
import sys
from asyncio import core
from asyncio.core import CancelledError, get_event_loop, sleep_ms
from errno import EADDRINUSE, ETIMEDOUT

try:
    import socket
except ImportError:
    socket = None  # a board without a network: picoweb.testing still works

max_conns = 16 if sys.platform == "linux" else 8
COROUTINE = type((lambda: (yield))())
awaitable = iter  # a generator is one
tasks = 0  # for which make_room() was called
room = 0
spare = None  # so many bytes, kept for the moment in which there are none
adopt = None  # "yield from" takes every coroutine


def spawn(coro):
    return core.create_task(coro)


def cancel(task):
    if task is not core.cur_task:
        task.cancel()


def wait(stream, write=False):
    try:
        if write:
            stream.writer = core.cur_task
            yield core._io_queue.queue_write(stream.sock)
        else:
            stream.reader = core.cur_task
            yield core._io_queue.queue_read(stream.sock)
    except MemoryError:
        mend_poll(stream.sock)
        raise
    finally:
        if write:
            stream.writer = None
        else:
            stream.reader = None


def mend_poll(sock):
    # A poll that runs out of memory over a new socket keeps an empty entry, and crashes when it
    # next looks. To register the socket again fills the entry; then it can be taken out.
    global spare
    spare = None
    gc.collect()
    core._io_queue.map.pop(id(sock), None)
    core._io_queue.poller.register(sock)
    core._io_queue.poller.unregister(sock)


def wake(task, sock):
    # Both who wait for the socket are woken: IOQueue.remove(task) forgets the other one.
    waiting = core._io_queue.map.get(id(sock))
    if waiting and task in waiting:
        core._io_queue._dequeue(sock)
        for other in waiting[:2]:
            if other:
                core._task_queue.push(other)


def make_room(count):
    # The loop's queues grow by themselves. So does its poll: accept() keeps memory for that.
    global room, tasks
    room = 24 * count
    tasks = count


def run_loop(loop, note):
    def report(loop, context):
        note(context["exception"], "the event loop")

    loop.set_exception_handler(report)
    while True:
        try:
            return loop.run_forever()
        except Exception as e:
            note(e, "the event loop")


def accept(listener):
    global spare
    if spare is None:
        spare = bytearray(room)
    sock, peer = listener.accept()
    sock.setblocking(False)
    return sock, peer


def reset(sock):
    # struct linger {1, 0}: close() then answers with RST. Not every port has it.
    if hasattr(socket, "SO_LINGER"):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
