# What CPython alone needs. No board ever loads this file; it is in their dialect all the same.
import asyncio
import collections.abc
import functools
import importlib
import inspect
import os
import socket
import struct
import warnings
from asyncio import CancelledError
from errno import EADDRINUSE, ETIMEDOUT

max_conns = 100
COROUTINE = (collections.abc.Awaitable, collections.abc.Generator)


class Coroutine:
    """A coroutine that old handlers can also reach by `yield from`.

    CPython lets a plain generator `yield from` anything with __iter__, but not a coroutine.
    The function is called when somebody waits for it, so one that nobody waits for is told here.
    """

    def __init__(self, function, args, kwargs):
        self.call = (function, args, kwargs)

    def __await__(self):
        (function, args, kwargs), self.call = self.call, None
        return function(*args, **kwargs).__await__()

    __iter__ = __await__

    def close(self):
        self.call = None

    def __del__(self):
        if self.call:
            name = self.call[0].__qualname__
            warnings.warn(
                "%s() was never awaited: write await %s(...)" % (name, name),
                RuntimeWarning,
                stacklevel=2,
            )


def iterable(function):
    """Make what an async function returns fit for both await and `yield from`."""

    @functools.wraps(function)
    def call(*args, **kwargs):
        return Coroutine(function, args, kwargs)

    return call


MODULES = "stream reading reading_more writing request body headers response values".split()
MODULES += "sending media_types pages webapp starting listening running".split()


METHODS = (
    ("Stream", "reading"),
    ("Stream", "reading_more"),
    ("Stream", "writing"),
    ("HTTPRequest", "body"),
    ("WebApp", "webapp"),
    ("WebApp", "sending"),
    ("WebApp", "pages"),
    ("WebApp", "starting"),
    ("WebApp", "listening"),
    ("WebApp", "running"),
)


def adopt(namespace):
    """Make the package whole, and its public coroutines iterable.

    A board loads seldom used methods and functions late; here they are all in place at once.
    """
    modules = [importlib.import_module("picoweb." + name) for name in MODULES]
    for module in modules:
        adopt_functions(vars(module))
    for owner, methods in METHODS:
        cls = namespace[owner]
        adopt_class(cls, vars(importlib.import_module("picoweb." + methods).Methods))
        adopt_class(cls, vars(cls))
        if owner != "HTTPRequest" and "__getattr__" in vars(cls):
            del cls.__getattr__
    for name in list(namespace):
        for module in modules:
            if not name.startswith("_") and name in vars(module):
                if getattr(vars(module)[name], "__module__", None) == module.__name__:
                    namespace[name] = vars(module)[name]


def adopt_functions(namespace):
    for name, value in list(namespace.items()):
        if inspect.iscoroutinefunction(value) and value.__module__ == namespace["__name__"]:
            namespace[name] = iterable(value)


def adopt_class(cls, methods):
    for name, method in list(methods.items()):
        if inspect.isfunction(method):
            public = inspect.iscoroutinefunction(method) and not name.startswith("_")
            setattr(cls, name, iterable(method) if public else method)


class _Generator:
    def __init__(self, generator):
        self.generator = generator

    def __await__(self):
        return self.generator


def awaitable(result):
    return _Generator(result) if inspect.isgenerator(result) else result


class Socket:
    """A socket with the boards' methods: None where the call would block."""

    def __init__(self, sock):
        self.sock = sock
        self.waiters = {}

    def read(self, size):
        try:
            return self.sock.recv(size)
        except (BlockingIOError, InterruptedError):
            return None

    def write(self, buf, off=0, size=None):
        try:
            return self.sock.send(memoryview(buf)[off : None if size is None else off + size])
        except (BlockingIOError, InterruptedError):
            return None

    def close(self):
        self.wake()
        self.sock.close()

    def setsockopt(self, *args):
        self.sock.setsockopt(*args)

    async def ready(self, direction):
        loop = asyncio.get_running_loop()
        waiter = self.waiters[direction] = loop.create_future()
        getattr(loop, "add_" + direction)(self.sock.fileno(), self.end_wait, direction)
        try:
            await waiter
        finally:
            if self.waiters.get(direction) is waiter:
                self.end_wait(direction)

    def end_wait(self, direction):
        # The loop lets go of the descriptor now: its number may soon belong to another socket.
        waiter = self.waiters.pop(direction)
        getattr(waiter.get_loop(), "remove_" + direction)(self.sock.fileno())
        if not waiter.done():
            waiter.set_result(None)

    def wake(self):
        waiting = bool(self.waiters)
        for direction in list(self.waiters):
            self.end_wait(direction)
        return waiting


async def wait(stream, write=False):
    name = "writer" if write else "reader"
    setattr(stream, name, asyncio.current_task())
    try:
        await stream.sock.ready(name)
    finally:
        setattr(stream, name, None)


def wake(task, sock):
    sock.wake()


def get_event_loop():
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        pass
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            loop = asyncio.get_event_loop_policy().get_event_loop()
        if not loop.is_closed():
            return loop
    except RuntimeError:
        pass
    # Not every loop can wait for sockets (Windows' default cannot): this one can everywhere.
    loop = asyncio.SelectorEventLoop()
    asyncio.set_event_loop(loop)
    return loop


_tasks = set()  # asyncio keeps only weak references


def spawn(coro):
    if isinstance(coro, Coroutine) or not inspect.iscoroutine(coro):
        coro = _run(awaitable(coro))
    task = get_event_loop().create_task(coro)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)
    return task


async def _run(anything):
    return await anything


def cancel(task):
    if task is not asyncio.current_task(get_event_loop()):
        task.cancel()


@iterable
async def sleep_ms(ms):
    await asyncio.sleep(ms / 1000)


tasks = True  # the loop grows by itself


def make_room(count):
    pass


def run_loop(loop, note):
    loop.set_exception_handler(
        lambda loop, context: note(
            context.get("exception") or Exception(context["message"]), "the event loop"
        )
    )
    try:
        loop.run_forever()
    finally:
        rest = asyncio.all_tasks(loop)
        for task in rest:
            task.cancel()
        loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))


def take_socket(writer):
    """Take the socket from a StreamWriter that has not read anything yet."""
    sock = writer.get_extra_info("socket")
    own = socket.socket(sock.family, sock.type, sock.proto, os.dup(sock.fileno()))
    writer.transport.abort()
    own.setblocking(False)
    return Socket(own)


def accept(listener):
    sock, peer = listener.sock.accept()
    sock.setblocking(False)
    return Socket(sock), peer


def reset(sock):
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
