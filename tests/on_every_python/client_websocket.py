# A WebSocket of picoweb.testing's Client over a socket: client_websocket.py PORT, where
# live/programs/sockets.py serves.
import sys

from cases import CASES, case, equal, raises, run
from picoweb import HTTPError
from picoweb.testing import Client

URL = "http://127.0.0.1:" + sys.argv[1]


def client(timeout=60):
    return Client(URL, timeout)


@case
def messages_both_ways():
    with client().websocket("/echo", ["mqtt", "echo"]) as ws:
        equal(ws.protocol, "echo")
        for message in ("Hello", "\u044f" * 100, "", b"\0\xff" * 2000, b""):
            ws.send(message)
            equal(ws.receive(), message)
    equal(ws.code, 1000)


@case
def fragments_are_one_message():
    with client().websocket("/fragments") as ws:
        ws.send("\u044fx\u044f")
        equal(ws.receive(), "\u044fx\u044f")


@case
def the_server_closes():
    ws = client().websocket("/closes")
    equal((ws.receive(), ws.code, ws.reason), (None, 4001, "enough"))
    raises(OSError, ws.send, "more")
    ws.close()


@case
def the_client_closes():
    ws = client().websocket("/echo")
    ws.send("unheard")
    ws.close(3001, "bye")
    equal(ws.code, 3001)


@case
def a_handler_that_breaks():
    ws = client().websocket("/breaks")
    ws.send("now")
    equal((ws.receive(), ws.code), (None, 1011))
    ws.close()


@case
def it_is_refused():
    e = raises(HTTPError, client().websocket, "/echo", (), {"Origin": "http://evil.example"})
    equal((e.status, e.text), (403, "403 Forbidden\r\n"))
    equal(raises(HTTPError, client().websocket, "/nowhere").status, 404)


@case
def a_message_that_never_comes():
    ws = client(0.3).websocket("/echo")
    raises(OSError, ws.receive)
    ws.talk.end()


run(CASES)
