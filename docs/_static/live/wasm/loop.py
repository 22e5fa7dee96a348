# The half of asyncio that this port leaves out: tasks that wait for a socket, and a loop that a
# program can run. Tasks, time and errors are asyncio's own.
#
# JavaScript turns the loop: schedule(ms) is called when there is something to do after so many
# milliseconds, and then somebody must call turn(). A turn lets each task that is due run once;
# between two turns, bytes arrive and leave.
from asyncio import core
from time import sleep_ms as pause
from time import ticks_diff, ticks_ms

EMPTY = 3  # ms between two looks, for one who waits though nothing could wake it


class EndOfTurn(BaseException):
    pass


class Gate:
    # Stands in the queue behind all that is due.
    def send(self, value):
        raise EndOfTurn


class IOQueue:
    # As asyncio has it elsewhere, without a poll: sockets in memory say themselves when they are
    # ready. 0 stands for reading, 1 for writing.

    def __init__(self):
        self.map = {}  # id of the socket: [task that reads, task that writes, socket]

    def queue_read(self, sock):
        self._enqueue(sock, 0)

    def queue_write(self, sock):
        self._enqueue(sock, 1)

    def _enqueue(self, sock, side):
        entry = self.map.setdefault(id(sock), [None, None, sock])
        entry[side] = core.cur_task
        core.cur_task.data = self  # by which Task.cancel() finds it
        if sock.ready(side):
            self.wake(sock, side)

    def _dequeue(self, sock):
        del self.map[id(sock)]

    def remove(self, task):
        for key, entry in list(self.map.items()):
            if task in entry:
                del self.map[key]

    def wake(self, sock, side):
        entry = self.map.get(id(sock))
        if not entry or not entry[side]:
            return
        core._task_queue.push(entry[side])
        entry[side] = None
        if not entry[1 - side]:
            self._dequeue(sock)


def schedule(ms):
    # Where nobody turns the loop, run_until_complete() does, and nothing has to be scheduled.
    pass


def pushed(ms):
    # The queue calls it for each task that it gets. At its end, a turn schedules the next.
    if not turning:
        schedule(ms)


def turn():
    global turning
    turning = True
    core._task_queue.push(gate)
    try:
        core._run_iter()
    except EndOfTurn:
        pass
    finally:
        turning = False
        core.cur_task = core._top_level_task
        if core._task_queue.peek():
            schedule(time_to_next())


def time_to_next():
    # In ms.
    task = core._task_queue.peek()
    return max(0, ticks_diff(task.ph_key, ticks_ms())) if task else EMPTY


def run_until_complete(awaitable):
    # For picoweb.testing: nothing else happens meanwhile, in the program or outside.
    task = core._promote_to_task(awaitable)
    task.state = waited_for
    while not task.done():
        pause(time_to_next())
        turn()
    if isinstance(task.data, StopIteration):
        return task.data.value
    raise task.data


def waited_for(task, e):
    # So that the loop does not report what run_until_complete() raises.
    pass


turning = False
gate = core.Task(Gate())
core._schedule_run_iter = pushed
core._io_queue = IOQueue()
core.new_event_loop()
core.Loop.run_until_complete = run_until_complete
