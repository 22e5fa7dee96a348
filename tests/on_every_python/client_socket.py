# picoweb.testing's Client over a socket: client_socket.py PORT, where test_memory.py answers.
import sys

from cases import CASES, case, equal, raises, run
from picoweb.testing import Client

URL = "http://127.0.0.1:" + sys.argv[1]
YA = "\u044f"
# More than a system takes at once, where there is the memory for it.
LONG = 20000000 if sys.implementation.name == "cpython" else 250000


def client(timeout=60):
    return Client(URL, timeout)


@case
def a_request_and_its_answer():
    r = client().post("/count", "abc", headers={"X-Own": "1"})
    equal((r.status, r.text), (200, "3"))


@case
def a_long_body_is_sent_whole():
    equal(client().post("/count", b"x" * LONG).text, str(LONG))


@case
def a_long_answer_is_read_whole():
    equal(len(client().get("/long").body), 300000)


@case
def cookies():
    c = client()
    c.get("/cookie")
    equal(c.cookies, {"a": "1"})


@case
def an_answer_that_is_cut_raises():
    equal("4 of 10" in str(raises(ValueError, client().get, "/cut")), True)


@case
def no_answer_raises():
    raises(ValueError, client().get, "/leave")


@case
def an_answer_that_never_comes_raises():
    raises(OSError, client(1).get, "/hang")


@case
def a_stream_and_its_end():
    with client().stream("/halves") as pieces:
        equal((pieces.status, pieces.headers["Content-Type"]), (200, "text/event-stream"))
        equal("".join(list(pieces)), YA * 3)


@case
def an_endless_stream_is_closed():
    with client().stream("/endless") as pieces:
        equal(next(pieces)[:5], "data:")


@case
def a_stream_that_stops_raises():
    pieces = client(1).stream("/stops")
    equal(next(pieces), "first")
    raises(OSError, next, pieces)
    pieces.close()


run(CASES)
