# More room in Pycopy's loop, which the program has made already. Loaded for that.
from ucollections import deque
from utimeq import utimeq


def enlarge(loop, count):
    # Its queues have a fixed size: a full one ends the loop.
    runq, waitq = loop.runq, loop.waitq
    loop.runq = deque((), count, True)
    loop.waitq = utimeq(count)
    while runq:
        loop.runq.append(runq.popleft())
    entry = [0, 0, 0]
    while waitq:
        waitq.pop(entry)
        loop.call_at_(*entry)
