# What MicroPython needs: sockets that never block, waiting in asyncio's own I/O queue.
import sys
import socket
from asyncio import core
from asyncio.core import CancelledError, sleep_ms
from errno import EADDRINUSE, EAGAIN, ETIMEDOUT
from time import time as _time

UNIX = sys.platform == "linux"
COROUTINE = type((lambda: (yield))())


def get_loop():
    return core.get_event_loop()


def current_task():
    return core.cur_task


def spawn(coro):
    return core.create_task(coro)


def cancel(task):
    if task is not core.cur_task:
        task.cancel()


def time():
    return int(_time())


def adopt(namespace):
    pass  # here "yield from" takes every coroutine


def awaitable(result):
    return result


def readable(stream):
    yield core._io_queue.queue_read(stream.sock)


def writable(stream):
    yield core._io_queue.queue_write(stream.sock)


def wake(task, sock):
    # Both who wait for the socket are woken: IOQueue.remove(task) forgets the other one.
    waiting = core._io_queue.map.get(id(sock))
    if not waiting or task not in waiting:
        return False
    core._io_queue._dequeue(sock)
    for other in waiting[:2]:
        if other:
            core._task_queue.push(other)
    return True


def make_room(count):
    pass  # this loop's queues grow by themselves


def run_loop(loop, on_error):
    loop.set_exception_handler(lambda loop, context: on_error(context["exception"]))
    while True:
        try:
            return loop.run_forever()
        except Exception as e:
            on_error(e)


def run_until(coro):
    return core.run_until_complete(core.create_task(coro))


def stop_loop():
    core.get_event_loop().stop()


def listen(host, port, backlog):
    sock = socket.socket()
    try:
        sock.setblocking(False)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(socket.getaddrinfo(host, port)[0][-1])
        sock.listen(backlog)
    except OSError:
        sock.close()
        raise
    return sock


def accept(listener):
    try:
        sock, address = listener.accept()
    except OSError as e:
        # Unix builds wait for a connection in accept() even so, and give up in their own way.
        if e.errno in (EAGAIN, ETIMEDOUT):
            return None
        raise
    sock.setblocking(False)
    return sock, address


def reset(sock):
    # struct linger {1, 0}: close() then answers with RST. Not every port has it.
    if hasattr(socket, "SO_LINGER"):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def address(raw):
    if isinstance(raw, tuple):
        return "%s:%d" % raw[:2]
    return "%d.%d.%d.%d:%d" % (raw[4], raw[5], raw[6], raw[7], raw[2] * 256 + raw[3])
