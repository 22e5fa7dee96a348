# What Pycopy needs: sockets that never block, waiting in the loop's poll, and a loop that
# survives whatever leaves it.
import sys
import uasyncio
import usocket as socket
from uasyncio.core import CancelledError, IORead, IOWrite, get_event_loop, sleep_ms
from uerrno import EADDRINUSE, ETIMEDOUT

max_conns = 16 if sys.platform == "linux" else 8
COROUTINE = type((lambda: (yield))())
awaitable = iter  # a generator is one
adopt = None  # "yield from" takes every coroutine
tasks = 0  # for which the loop's queues have room, as far as that is known

# The library's own cancel_io() leaves the socket in poll: a client's reset in the same round
# then schedules a task twice, which ends the loop. Taking the socket out mends it.
uasyncio.PollEventLoop.cancel_io = uasyncio.PollEventLoop.remove_reader


def spawn(coro):
    get_event_loop().call_soon(coro)
    return coro


def cancel(coro):
    if coro is not get_event_loop().cur_task:
        uasyncio.cancel(coro)


def wait(stream, write=False):
    loop = get_event_loop()
    other = stream.reader or stream.writer
    if write:
        stream.writer = loop.cur_task
    else:
        stream.reader = loop.cur_task
    try:
        if other:
            # A poll has one entry for a socket: a second waiter would replace the first, which
            # never wakes. So whoever comes second sleeps a little and tries again.
            yield 5
        else:
            # The loop itself has the room for this entry now, if it has any.
            loop.add_reader(stream.sock, None)
            yield (IOWrite if write else IORead)(stream.sock)
            # What stays in poll is reported when the client leaves, whatever goes on by then.
            loop.remove_reader(stream.sock)
    finally:
        if write:
            stream.writer = None
        else:
            stream.reader = None


def wake(coro, sock):
    # pend_throw() says what a task waits for: None when it is about to run, a number when it
    # sleeps. Only who waits in poll is taken out of it.
    waits_for = coro.pend_throw(None)
    if waits_for is sock:
        get_event_loop().remove_reader(sock)
        spawn(coro)
    else:
        coro.pend_throw(waits_for)


def run_loop(loop, note):
    while True:
        try:
            return loop.run_forever()
        except Exception as e:
            note(e, "the event loop")


def accept(sock):
    sock, peer = sock.accept()
    sock.setblocking(False)
    return sock, peer


def reset(sock):
    # struct linger {1, 0}: close() then answers with RST
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
