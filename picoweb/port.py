# The one file that knows which Python it runs on: it becomes the module for that. What picoweb
# takes from each of the three:
#
#   socket                   the library's module; Socket(sock) where adopt() is, see below
#   accept(listener)         (socket, peer) of sockets that never block; read(size) and
#                            write(buf, off, size) of such a socket are None when they would
#   wait(stream, write)    until stream.sock is ready; stream.reader or stream.writer says who
#   wake(task, sock)         end such a wait
#   reset(sock)              the next close() of it tells the client of a failure
#   spawn(coro), cancel(task), sleep_ms(ms), get_event_loop()
#   run_loop(loop, note) a loop that goes on
#   make_room(count)         where the loop grows by itself: for so many tasks
#   tasks                    true once that was done, or queues.py has done it
#   COROUTINE, awaitable(result)   how to tell a coroutine, and how to await it
#   adopt(namespace)         make coroutines fit for "yield from", where they are not
import sys

if sys.implementation.name == "cpython":
    from . import cpython as port
elif hasattr(sys.implementation, "_mpy"):
    from . import micropy as port
else:
    from . import pycopy as port

sys.modules[__name__] = port
