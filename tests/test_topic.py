"""Publish and subscribe: tables on every Python, and a room of WebSockets and listeners.

What is published over server-sent events alone: test_sse.py.
"""

import contextlib
from pathlib import Path

from faults.live import HOST, get, reset
from live.serving import serve
from websockets.sync.client import connect

HERE = Path(__file__).parent / "on_every_python"


def test_topic(python, run_cases):
    run_cases(python, HERE / "part_topic.py")


@contextlib.contextmanager
def room(python, **limits):
    """A server, and a function that opens a WebSocket in its room."""
    with serve(python, "chat.py", **limits) as server, contextlib.ExitStack() as stack:
        url = f"ws://{HOST}:{server.port}/chat"

        def enter():
            return stack.enter_context(connect(url, open_timeout=60, proxy=None))

        yield server, enter


def read_event(sock):
    heard = b""
    while not heard.endswith(b"\n\n"):
        heard += sock.recv(65536)
    return heard


def test_who_talks_is_heard_by_all(python):
    with room(python) as (server, enter):
        talkers = [enter() for _ in range(3)]
        listener = server.say(get("/listen"))
        server.wait_for_stats(clients=4)
        for number, talker in enumerate(talkers, 1):
            talker.send(f"number {number}")
            assert [other.recv(60) for other in talkers] == [f"number {number}"] * 3
            event = b"id: %d\r\ndata: number %d\n\n" % (number, number)
            assert read_event(listener).endswith(event)
        talkers[0].close()
        reset(listener)
        server.wait_for_stats(slots=2)
        talkers[1].send("who is there?")
        assert talkers[2].recv(60) == "who is there?"
        server.wait_for_stats(clients=2, sending=0)
        server.check()


def test_a_talker_who_does_not_read_holds_up_nobody(python):
    with room(python, timeout=60) as (server, enter):
        first, second = enter(), enter()
        deaf = server.say(get("/listen"), narrow=True)
        server.wait_for_stats(clients=3)
        for number in range(60):
            first.send(f"{number} {'x' * 2000}")
            assert first.recv(60).startswith(f"{number} ")
            assert second.recv(60).startswith(f"{number} ")
        deaf.close()
        server.wait_for_stats(slots=2)
        first.send("bye")
        server.wait_for_stats(clients=2, sending=0)
        server.check()
