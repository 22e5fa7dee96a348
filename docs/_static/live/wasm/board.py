# The board in the page: what worker.js calls, and how a program is run there.
import asyncio
import gc
import sys
from asyncio import core
from uctypes import addressof

import page

from . import loop, sockets

before = 0  # bytes of the heap that were taken when the program came
program = {"__name__": "__main__"}


class Serving(BaseException):
    # The program has come to where its loop would run: from here on, JavaScript turns it.
    pass


def run_forever():
    raise Serving


def run(coro):
    # asyncio.run(), which returns nothing here.
    core.create_task(coro)
    raise Serving


def serve(app, loop, host, port):
    # As WebApp.serve(), which ends the server when the loop is left.
    from picoweb.port import run_loop

    app.listen(host, port)
    app.loop = loop
    run_loop(loop, app.note)


def stop():
    # After app.stop(): nobody waits for the loop to end.
    pass


def start(main):
    global before
    before = gc.mem_alloc()
    import picoweb

    picoweb.WebApp.serve = serve
    try:
        with open(main + ".py") as f:
            source = f.read()
        exec(compile(source, main + ".py", "exec"), program)
    except Serving:
        return
    except BaseException as e:  # SystemExit as well: the page should say why nothing is served
        sys.print_exception(e)
        return
    if not sockets.listening:
        page.ended()


class Collector:
    # The module `gc` as the program sees it. Memory is collected when control is back in
    # JavaScript, and then only when worker.js says so: it counts what was allocated in between.
    collect = staticmethod(lambda: None)

    def __getattr__(self, name):
        return getattr(gc, name)


def open_connection(number):
    sockets.connect(number)


def arrive(number, size):
    if number in sockets.connections:
        piece = bytearray(size)
        page.fill(addressof(piece))
        sockets.connections[number].arrive(bytes(piece))


def leave(number):
    if number in sockets.connections:
        sockets.connections[number].leave()


def taken():
    return gc.mem_alloc() - before


collect = gc.collect
turn = loop.turn
gc.threshold(-1)
sys.modules["gc"] = Collector()
sockets.page = page
loop.schedule = page.schedule
core.Loop.run_forever = run_forever
asyncio.run = run
core.Loop.stop = stop
