# The one file that knows which Python it runs on. What it takes from the other three:
#
#   listen(host, port, backlog), accept(listener)   sockets that never block; accept() says
#                            (socket, peer); read(size) and write(buf, off, size) of such a
#                            socket are None when they would block
#   wait(stream, writing)    until stream.sock is ready; stream.reader or stream.writer says who
#   wake(task, sock)         end such a wait
#   reset(sock)              the next close() of it tells the client of a failure
#   spawn(coro), cancel(task), sleep_ms(ms), get_event_loop()
#   run_loop(loop, on_error), make_room(count)      a loop that goes on, with room for tasks
#   COROUTINE, awaitable(result)   how to tell a coroutine, and how to await it
#   adopt(namespace)         make coroutines fit for "yield from", where they are not
import sys

if sys.implementation.name == "cpython":
    from .cpython import *
elif hasattr(sys.implementation, "_mpy"):
    from .micropy import *
else:
    from .pycopy import *
