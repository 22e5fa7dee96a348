# The one file that knows which Python it runs on. Everything above it takes from here:
#
#   listen(host, port, backlog)   a listening socket that never blocks
#   accept(listener)              (socket, address), or None when nobody is waiting
#   readable(stream), writable(stream)   wait until the stream's socket is
#   wake(task, sock)              end such a wait; False when the task is not in one
#   reset(sock)                   make the next close of sock tell the client of a failure
#   spawn(coro), cancel(task), current_task(), sleep_ms(ms)
#   make_room(count)              the loop takes so many tasks
#   run_loop(loop, on_error), run_until(coro), stop_loop(), get_loop()
#   COROUTINE, awaitable(result)  how to tell a coroutine, and how to await it
#   address(raw)                  "127.0.0.1:50000"
#
# A socket here has read(size) and write(buf, off, size), both None when they would block.
import sys

if sys.implementation.name == "cpython":
    from .cpython import *
elif hasattr(sys.implementation, "_mpy"):
    from .micropy import *
else:
    from .pycopy import *
