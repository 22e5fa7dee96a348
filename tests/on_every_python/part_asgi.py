# An app as one of ASGI, event by event: what a server says, and what it hears. CPython alone.
import asyncio
import importlib
import logging
import random
import sys

from cases import CASES, case, equal, run

from picoweb import WebApp, asgi, websocket

sys.path.insert(0, __file__.rpartition("/")[0] + "/../live/programs")
logging.disable(logging.CRITICAL)


class Server:
    # An ASGI server in memory, and its one connection.
    def __init__(self, application, scope, room=0):
        self.scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
        self.scope.update(scope)
        self.said = asyncio.Queue()
        self.heard = asyncio.Queue(room)
        self.asked = 0
        self.task = asyncio.ensure_future(application(self.scope, self.receive, self.heard.put))

    async def receive(self):
        self.asked += 1
        return await self.said.get()

    def say(self, kind, **values):
        self.said.put_nowait({"type": kind, **values})

    async def hear(self):
        return await asyncio.wait_for(self.heard.get(), 5)

    async def end(self):
        await asyncio.wait_for(self.task, 5)
        equal(self.heard.qsize(), 0)


def event_case(function):
    # A case that is a coroutine function of the program that is served, which is new each time.
    def go():
        sys.modules.pop("served", None)
        asyncio.run(function(importlib.import_module("served")))

    go.__name__ = function.__name__
    return case(go)


START = "http.response.start"


def part(body, more):
    return {"type": "http.response.body", "body": body, "more_body": more}


async def ask(served, path, *pieces, **scope):
    server = Server(served.asgi, {"path": path, **scope})
    for number, piece in enumerate(pieces or (b"",), 1):
        server.say("http.request", body=piece, more_body=number < len(pieces))
    return server


# ---- Requests


@case
def targets_are_as_they_were_sent():
    for scope, target in (
        ({"path": "/a b", "raw_path": b"/a%20b"}, b"/a%20b"),
        ({"path": "/a b/\xe4"}, b"/a%20b/%C3%A4"),
        ({"path": "/a", "raw_path": b"/a?x=1", "query_string": b"x=1"}, b"/a?x=1"),
        ({"path": "/site/a", "root_path": "/site"}, b"/a"),
        ({"path": "/site/a", "root_path": "/site/"}, b"/a"),
        ({"path": "/site", "root_path": "/site"}, b"/"),
        ({"path": "/sites", "root_path": "/site"}, b"/sites"),
        ({"path": "/\xe4/b", "root_path": "/\xe4"}, b"/b"),
        ({"path": ""}, b"/"),
    ):
        equal(asgi.target_of(scope), target)


@case
def heads_are_a_clients():
    headers = [
        (b"Upgrade", b"h2c"),
        (b"Connection", b"keep-alive"),
        (b"x", b"1\r\nEvil: 1"),
        (b"cookie", b"a=1"),
        (b"expect", b"100-continue"),
    ]
    scope = {"method": "PUT", "path": "/", "headers": headers, "server": ("there", 80)}
    equal(
        asgi.head_of(scope, ((b"Connection", b"close"),)),
        b"PUT / HTTP/1.1\r\nx: 1\0\0Evil: 1\r\ncookie: a=1\r\nHost: there\r\n"
        b"Connection: close\r\n\r\n",
    )


@event_case
async def a_page_is_two_events(served):
    server = await ask(served, "/")
    start = await server.hear()
    equal((start["type"], start["status"]), ("http.response.start", 200))
    equal(
        sorted(start["headers"]),
        [(b"content-length", b"13"), (b"content-type", b"text/html; charset=utf-8")],
    )
    equal(await server.hear(), part(b"Hello, world!", False))
    await server.end()
    equal(served.app.streams, [])


@event_case
async def noise_is_answered(served):
    # Servers let little of it through; whatever they do is a request like another.
    noise = random.Random(7)
    for number in range(300):
        scope = {"headers": [(b"x", noise.randbytes(8)), (b"cookie", noise.randbytes(20))]}
        scope[("raw_path", "query_string")[number % 2]] = b"/" + noise.randbytes(number % 9)
        scope["method"] = noise.choice(("GET", "POST", "HEAD", "OPTIONS", "G\r\nT", ""))
        body = [noise.randbytes(noise.randrange(9)) for _ in range(number % 3)]
        server = await ask(served, "/body", *body, **scope)
        start = await server.hear()
        equal((start["type"], start["status"] in (200, 400, 404, 405)), (START, True))
        event = await server.hear()
        while event["more_body"]:
            event = await server.hear()
        await server.end()
    equal(served.app.streams, [])


@event_case
async def the_head_has_no_body(served):
    for path in ("/", "/large"):
        server = await ask(served, path, method="HEAD")
        equal((await server.hear())["status"], 200)
        equal(await server.hear(), part(b"", False))
        await server.end()


@event_case
async def a_body_is_read_as_it_comes(served):
    for headers in ([(b"content-length", b"6")], [(b"transfer-encoding", b"chunked")], []):
        for version in ("1.1", "2"):
            server = Server(
                served.asgi,
                {"path": "/echo", "method": "POST", "headers": headers, "http_version": version},
            )
            server.say("http.request", body=b"abc", more_body=True)
            if not headers and version == "1.1":  # then there is no body
                equal((await server.hear())["status"], 200)
                equal(await server.hear(), part(b"", False))
                await server.end()
                continue
            equal((await server.hear())["status"], 200)
            equal(await server.hear(), part(b"abc", True))
            server.say("http.request", body=b"", more_body=True)
            server.say("http.request", body=b"def", more_body=False)
            event = await server.hear()
            equal(event["body"], b"def")
            if event["more_body"]:
                equal(await server.hear(), part(b"", False))
            await server.end()


@event_case
async def a_body_is_asked_for_when_it_is_read(served):
    headers = [(b"content-length", b"6"), (b"expect", b"100-continue")]
    for path, asked in (("/ignore", 0), ("/body", 1)):
        server = Server(served.asgi, {"path": path, "method": "POST", "headers": headers})
        await asyncio.sleep(0.05)
        equal(server.asked, asked)
        server.say("http.request", body=b"abcdef", more_body=False)
        equal((await server.hear())["status"], 200)
        await server.hear()
        await server.end()


@event_case
async def a_client_that_leaves_in_its_body(served):
    headers = [(b"content-length", b"6")]
    server = Server(served.asgi, {"path": "/body", "method": "POST", "headers": headers})
    server.say("http.request", body=b"abc", more_body=True)
    server.say("http.disconnect")
    await server.end()
    equal(served.app.streams, [])


@event_case
async def a_body_that_does_not_come_is_not_waited_for(served):
    served.app.timeout = 0.3
    headers = [(b"content-length", b"6")]
    server = Server(served.asgi, {"path": "/body", "method": "POST", "headers": headers})
    server.say("http.request", body=b"abc", more_body=True)
    equal((await server.hear())["status"], 408)
    equal(await server.hear(), part(b"", False))
    await server.end()


# ---- Responses


@event_case
async def a_response_leaves_as_it_is_written(served):
    server = await ask(served, "/events")
    equal((await server.hear())["status"], 200)
    for number in range(3):
        equal(await server.hear(), part(b"data: %d\n\n" % number, True))
    server.say("http.disconnect")
    for _ in range(500):
        if served.notes["left"] and not served.app.streams:
            break
        await asyncio.sleep(0.01)
    equal((served.notes["left"], served.app.streams), (1, []))


@event_case
async def a_slow_server_is_waited_for(served):
    server = Server(served.asgi, {"path": "/large"}, room=1)
    server.say("http.request", body=b"", more_body=False)
    await asyncio.sleep(0.1)
    (stream,) = served.app.streams
    equal(0 < stream.length < 300000, True)
    size, more = 0, True
    while more:
        event = await server.hear()
        size += len(event.get("body", b""))
        more = event.get("more_body", True)
    equal(size, 1000000)
    await server.end()


@event_case
async def a_response_that_fails_midway_is_cut(served):
    for path in ("/break-midway", "/short"):
        server = await ask(served, path)
        try:
            await asyncio.wait_for(server.task, 5)
            raise ValueError("it ended well")
        except asgi.Cut:
            pass
        while server.heard.qsize():
            equal((await server.hear()).get("more_body", True), True)
        equal(served.app.streams, [])


# ---- The server's life


@event_case
async def an_app_begins_and_ends_with_its_server(served):
    server = Server(served.asgi, {"type": "lifespan"})
    server.say("lifespan.startup")
    equal(await server.hear(), {"type": "lifespan.startup.complete"})
    await asyncio.sleep(0.1)
    equal(served.app.ticks > 0, True)
    busy = await ask(served, "/events")
    await busy.hear()
    server.say("lifespan.shutdown")
    equal(await server.hear(), {"type": "lifespan.shutdown.complete"})
    await server.end()
    ticks = served.app.ticks
    await asyncio.sleep(0.1)
    equal((served.app.ticks, served.app.streams), (ticks, []))


@case
def a_start_that_fails_is_told():
    class Broken(WebApp):
        def init(self):
            raise ValueError("no such thing")

    async def go():
        server = Server(asgi.ASGI(Broken(None)), {"type": "lifespan"})
        server.say("lifespan.startup")
        event = await server.hear()
        equal(event["type"], "lifespan.startup.failed")
        equal("no such thing" in event["message"], True)

    asyncio.run(go())


# ---- WebSockets


async def open_websocket(served, **scope):
    server = Server(served.asgi, {"type": "websocket", "path": "/ws", **scope})
    server.say("websocket.connect")
    return server


@event_case
async def messages_go_both_ways(served):
    server = await open_websocket(served, subprotocols=["x", "chat"])
    accept = await server.hear()
    equal((accept["type"], accept["subprotocol"]), ("websocket.accept", "chat"))
    for message in ("text", "\xe4" * 1000, ""):
        server.say("websocket.receive", text=message)
        equal(await server.hear(), {"type": "websocket.send", "text": message})
    for message in (b"", b"bytes", b"x" * 4096):
        server.say("websocket.receive", bytes=message, text=None)
        equal(await server.hear(), {"type": "websocket.send", "bytes": message})
    server.say("websocket.receive", text="pieces")
    equal(await server.hear(), {"type": "websocket.send", "text": "one, two"})
    server.say("websocket.disconnect", code=1001)
    await server.end()
    equal((served.notes["left"], served.notes["code"]), (1, 1001))
    equal(served.app.streams, [])


@event_case
async def the_app_ends_a_websocket(served):
    for message, code, reason in (
        ("end", 3001, "so long"),
        ("break", 1011, ""),
        ("x" * 4097, 1009, ""),
    ):
        server = await open_websocket(served)
        equal((await server.hear())["subprotocol"], None)
        server.say("websocket.receive", text=message)
        equal(await server.hear(), {"type": "websocket.close", "code": code, "reason": reason})
        await server.end()
        equal(served.app.streams, [])


@event_case
async def the_client_leaves_a_websocket(served):
    for code in (1000, 1005, 1006, 4000, None):
        server = await open_websocket(served)
        await server.hear()
        server.say("websocket.disconnect", code=code)
        await server.end()
        equal(served.notes["code"], code or 1005)


@event_case
async def a_silent_client_is_left_alone(served):
    # The server looks after it, and answers the app's Pings in its place.
    served.app.timeout = 0.2
    server = await open_websocket(served)
    await server.hear()
    await asyncio.sleep(1.5)
    server.say("websocket.receive", text="still here")
    equal(await server.hear(), {"type": "websocket.send", "text": "still here"})
    server.say("websocket.disconnect", code=1000)
    await server.end()


@event_case
async def a_websocket_is_denied(served):
    server = await open_websocket(served, path="/")
    equal(await server.hear(), {"type": "websocket.close"})
    await server.end()
    told = {"websocket.http.response": {}}
    server = await open_websocket(served, path="/nowhere", extensions=told)
    start, body = await server.hear(), await server.hear()
    equal((start["type"], start["status"]), ("websocket.http.response.start", 404))
    equal((body["type"], body["more_body"]), ("websocket.http.response.body", False))
    await server.end()
    headers = [(b"origin", b"http://elsewhere"), (b"host", b"here")]
    server = await open_websocket(served, headers=headers)
    equal(await server.hear(), {"type": "websocket.close"})
    await server.end()


@case
def frames_are_read_and_made():
    for size in (0, 1, 125, 126, 65535, 65536):
        data = bytes(range(256)) * (size // 256) + bytes(size % 256)
        frame = websocket.frame(0x82, data)
        equal(asgi.frame_of(frame + b"more"), (0x82, data, b"more"))
        for end in list(range(min(len(frame), 20))) + [len(frame) - 1]:
            equal(asgi.frame_of(frame[:end]), None)
        masked = asgi.masked(2, data)
        first, start, length = websocket.frame_head(masked)
        equal((first, length, masked[start:]), (0x82, size, data))


run(CASES)
