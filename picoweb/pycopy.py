# What Pycopy needs: sockets that never block, waiting in the loop's poll, and a loop that
# survives whatever leaves it.
import sys
import usocket
import uasyncio
from uasyncio.core import CancelledError, IORead, IOWrite
from ucollections import deque
from uerrno import EADDRINUSE, EAGAIN, ETIMEDOUT
from utimeq import utimeq
from utime import time as _time

UNIX = sys.platform == "linux"
COROUTINE = type((lambda: (yield))())

# The library's own cancel_io() leaves the socket in poll: a client's reset in the same round
# then schedules a task twice, which ends the loop. Taking the socket out mends it.
uasyncio.PollEventLoop.cancel_io = uasyncio.PollEventLoop.remove_reader

_loop = None


def get_loop():
    global _loop
    if not _loop:
        _loop = uasyncio.get_event_loop()
    return _loop


def current_task():
    return _loop.cur_task


def spawn(coro):
    get_loop().create_task(coro)
    return coro


def cancel(task):
    if task is not _loop.cur_task:
        uasyncio.cancel(task)


def sleep_ms(ms):
    return uasyncio.sleep_ms(ms)


def time():
    return int(_time())


def adopt(namespace):
    pass  # here "yield from" takes every coroutine


def awaitable(result):
    return result


# A poll has one entry for a socket: a second waiter would replace the first, which never
# wakes. So whoever comes second sleeps a little and tries again.
def readable(stream):
    return _ready(stream.sock, IORead, stream.writer)


def writable(stream):
    return _ready(stream.sock, IOWrite, stream.reader)


def _ready(sock, wanted, other):
    if other:
        yield 5
    else:
        yield wanted(sock)
        # What stays in poll is reported when the client leaves, whatever its task does by then.
        _loop.remove_reader(sock)


def wake(task, sock):
    # pend_throw() says what the task waits for: None when it is about to run, a number when
    # it sleeps. Only who waits in poll is taken out of it; the others find out by themselves.
    try:
        waits_for = task.pend_throw(None)
    except TypeError:
        return False
    if waits_for is sock:
        _loop.remove_reader(sock)
        _loop.call_soon(task)
        return True
    task.pend_throw(waits_for)
    return False


def make_room(count):
    # Queues have a fixed size, given by whoever makes the loop first: a full one ends it.
    loop = get_loop()
    old_runq, old_waitq = loop.runq, loop.waitq
    loop.runq = deque((), count, True)
    loop.waitq = utimeq(count)
    while old_runq:
        loop.runq.append(old_runq.popleft())
    entry = [0, 0, 0]
    while old_waitq:
        old_waitq.pop(entry)
        loop.call_at_(entry[0], entry[1], entry[2])


def run_loop(loop, on_error):
    while True:
        try:
            return loop.run_forever()
        except Exception as e:
            on_error(e)
            _rescue(loop.cur_task)


# An error in the middle of the loop, out of memory say, may have lost the task that was just
# put to wait. Waking it is harmless if it is well: it looks again and waits again.
def _rescue(task):
    try:
        waits_for = task.pend_throw(None)
    except (AttributeError, TypeError):
        return
    if waits_for is None or isinstance(waits_for, int):
        task.pend_throw(waits_for)
    else:
        _loop.remove_reader(waits_for)
        _loop.call_soon(task)


def run_until(coro):
    get_loop().run_until_complete(coro)


def stop_loop():
    _loop.stop()


def listen(host, port, backlog):
    info = usocket.getaddrinfo(host, port, 0, usocket.SOCK_STREAM)[0]
    sock = usocket.socket(info[0], info[1], info[2])
    try:
        sock.setblocking(False)
        sock.setsockopt(usocket.SOL_SOCKET, usocket.SO_REUSEADDR, 1)
        sock.bind(info[-1])
        sock.listen(backlog)
    except OSError:
        sock.close()
        raise
    return sock


def accept(listener):
    try:
        sock, address = listener.accept()
    except OSError as e:
        if e.args[0] == EAGAIN:
            return None
        raise
    sock.setblocking(False)
    return sock, address


def reset(sock):
    # struct linger {1, 0}: close() then answers with RST
    sock.setsockopt(usocket.SOL_SOCKET, usocket.SO_LINGER, b"\1\0\0\0\0\0\0\0")


def address(raw):
    info = usocket.sockaddr(raw)
    return "%s:%d" % (usocket.inet_ntop(info[0], info[1]), info[2])
