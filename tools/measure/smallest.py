"""The smallest heap in which a program serves, found by trying."""

import httpx
from websockets.exceptions import WebSocketException

from tools.measure import clients, everything, trees
from tools.measure.servers import Died, Server

ROUNDS = 20
HELLO = b"Hello, world!"
FILE = (trees.LINE * trees.FILE_SIZE)[: trees.FILE_SIZE]
SMALLEST, LARGEST = 8, 192
# Heaps about the found one that are tried too: one size may pass by luck, the next one fail.
AROUND = 4
FAILURES = (Died, clients.Wrong, OSError, httpx.HTTPError, WebSocketException)


def drive_hello(port):
    """200 GETs; every one must be answered as it should."""
    request = clients.get("/")
    for _ in range(200):
        clients.expect(port, request, b"200", HELLO)


def drive_webapp(port):
    """Mixed traffic: a page, a template, a regex route, a form, files and what is not there."""
    for number in range(ROUNDS):
        clients.expect(port, clients.get("/", 400), b"200", HELLO)
        page = clients.expect(port, clients.get("/squares"), b"200")
        if b"<td>5</td><td>25</td>" not in page or b"</html>" not in page:
            raise clients.Wrong("a template page that is not whole")
        path, answer = f"/item/{number}", b"This is item %d" % number
        clients.expect(port, clients.get(path), b"200", answer)
        form = clients.post("/form", b"name=gardener+%d" % number)
        clients.expect(port, form, b"200", b"Hello, gardener %d!" % number)
        clients.expect(port, clients.get("/static/data.txt"), b"200", FILE)
        clients.expect(port, clients.get("/nowhere"), b"404")


DRIVERS = {"hello": drive_hello, "webapp": drive_webapp, "everything": everything.drive}


def works(tree, python, program, heap):
    """Tell whether a program serves all that its driver asks in a heap of so many K."""
    everything.forget(tree)
    try:
        with Server(tree, python, program, heap=heap) as server:
            DRIVERS[program](server.port)
            return server.process.poll() is None
    except FAILURES:
        return False


def find(tree, python, program, progress=lambda heap: None):
    """Return (the first size in K that passes, the size from which all tried ones pass)."""
    return search(lambda heap: works(tree, python, program, heap), progress)


def search(works_in, progress=lambda heap: None, low=SMALLEST, high=LARGEST, around=AROUND):
    """Return the same of whatever `works_in(K)` tries, known to lie between `low` and `high`."""
    tried = {}

    def passes(heap):
        if heap not in tried:
            progress(heap)
            tried[heap] = works_in(heap)
        return tried[heap]

    middle = bisect(passes, low, high)
    for heap in range(middle - around, middle + around + 1):
        passes(heap)
    return summary(tried)


def bisect(passes, low, high):
    """Return the smallest heap that passes, if all larger ones do."""
    if not passes(high):
        raise clients.Wrong(f"it does not even work in {high}K")
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if passes(middle) else (middle, high)
    return high


def summary(tried):
    first = min(heap for heap, passed in tried.items() if passed)
    failed = [heap for heap, passed in tried.items() if not passed]
    return first, max(failed) + 1
