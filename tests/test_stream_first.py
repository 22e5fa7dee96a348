"""The hostile cases that accept loop, watchdog and stream were built for, over live sockets.

Times are generous upper limits: none of these tests depends on a fast machine.
"""

import contextlib
import http.client
import select
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from faults.live import HOST, PATIENCE, get, read_all, request, reset, wait_for
from live.serving import (
    HALF_BODY,
    HALF_HEAD,
    STAGES,
    connect_at,
    keep_busy,
    read_answer,
    serve,
)

from tools.runtimes import SMALL

# ---- Ends that meet in one round of the loop


def test_a_reset_in_the_same_round_as_a_timeout(python):
    with serve(python, timeout=1, max_conns=64) as server:
        # The watchdog looks every 0.2 s: of these, some are at their last look at any moment.
        socks = []
        for _ in range(6):
            socks += [connect_at(server, stage) for stage in STAGES]
            time.sleep(0.05)
        time.sleep(0.8)
        reset_in_one_round(server, socks)
        server.wait_for_stats(slots=0, asleep=0)
        server.check()


def reset_in_one_round(server, socks):
    """Stop the process until all its clients have left and its timers have run out."""
    server.pause()
    for sock in socks:
        reset(sock)
    time.sleep(0.3)
    server.go_on()


@pytest.mark.parametrize("within", [0, 1])
def test_a_reset_in_the_same_round_as_a_cancel(python, within):
    with serve(python, timeout=3, max_conns=64) as server:
        socks = [connect_at(server, stage) for stage in STAGES for _ in range(4)]
        time.sleep(0.2)
        server.ask(get(f"/_stop?{within}"))
        time.sleep(within * 0.9)
        reset_in_one_round(server, socks)
        server.wait_until_it_ends()
        assert server.said() == "the end: 0 ticks, 0 left, 0 asleep\n"


# ---- Handlers that take their end for a failure that passes


def test_a_handler_that_swallows_its_timeout_cannot_go_on(python):
    with serve(python, timeout=1) as server:
        sock = server.say(request("POST", "/swallow", "Content-Length: 100", body=b"12345"))
        server.wait_for_stats(slots=0)
        stats = server.stats()
        assert stats["swallowed"] == 20, stats
        assert stats["after"] < 2, "it wrote to a dead stream"
        assert b"I go on." not in read_answer(sock).data
        server.check()


def test_a_handler_that_swallows_its_cancellation_cannot_go_on(python):
    with serve(python, timeout=1) as server:
        sock = server.say(get("/stubborn"))
        time.sleep(0.2)
        server.ask(get("/_stop?0"))
        server.wait_until_it_ends()
        assert server.said().startswith("the end"), server.said()
        assert b"xx" not in read_answer(sock).data


# ---- Two tasks at one socket


def test_a_reader_and_a_blocked_writer_on_one_socket(python):
    said = request("POST", "/duplex?8000", "Content-Length: 3000", body=b"x" * 500)
    with serve(python, timeout=60) as server:
        sock = server.say(said, narrow=True)
        # The writer waits for this client by now, and the reader for what it says next.
        server.wait_for_stats(read=500)
        time.sleep(0.3)
        for _ in range(4):
            sock.sendall(b"x" * 500)
            time.sleep(0.05)
        server.wait_for_stats(read=2500, after=0)
        body = read_rest_of_duplex(sock)
        assert len(body) == 8000 * 1024 + len("read 3000") and body.endswith(b"read 3000")
        server.wait_for_stats(slots=0)
        server.check()


def read_rest_of_duplex(sock):
    pieces = [sock.recv(65536)]
    sock.sendall(b"x" * 500)
    pieces.append(read_all(sock))
    return b"".join(pieces).partition(b"\r\n\r\n")[2]


# ---- Loops that were somebody else's first


def test_a_loop_that_the_program_made_with_queues_of_16(python):
    has_room_for_fifty(python)


def test_a_program_that_calls_serve_by_itself_has_room_too(python):
    has_room_for_fifty(python, by_serve=1)


def has_room_for_fifty(python, **how):
    with serve(python, "early_loop.py", max_conns=60, **how) as server:
        socks = [server.connect() for _ in range(50)]
        time.sleep(0.2)
        server.pause()
        for sock in socks:
            sock.sendall(get("/sleep"))
        server.go_on()
        assert [read_answer(sock).body for sock in socks] == [b"awake"] * 50
        # What the program had begun before is not lost.
        assert server.get("/").body.replace(b" ", b"") == b'{"awake":12}'
        assert not server.said()


def test_exceptions_that_leave_the_loop_are_logged_and_it_goes_on(python):
    with serve(python, "leaving.py") as server:
        socks = [server.say(get("/sleep")) for _ in range(3)]
        assert server.get("/fail").body == b"soon"
        assert [read_answer(sock).body for sock in socks] == [b"awake"] * 3
        assert wait_for(lambda: "a task broke" in server.said()), server.said()
        assert wait_for(lambda: "MemoryError" in server.said()), server.said()
        assert "exc " in server.said(), server.said()
        assert server.get("/").body == b"Hello, world!"


def test_the_exception_of_a_spawned_task_is_logged(python):
    with serve(python, "leaving.py") as server:
        assert server.get("/spawn-and-fail").body == b"soon"
        assert wait_for(lambda: "a spawned task broke" in server.said()), server.said()
        assert "exc " in server.said(), server.said()
        assert server.get("/").body == b"Hello, world!"


@pytest.mark.parametrize("python", SMALL, indirect=True)
def test_a_handler_that_takes_all_memory(python):
    with serve(python, heap="160k", timeout=60) as server:
        others = [server.say(get("/sleep?1000")) for _ in range(3)]
        for _ in range(3):
            assert server.get("/eat").status == 500
        assert [read_answer(sock).status for sock in others] == [200] * 3
        server.wait_for_stats(slots=0)
        server.check()


# ---- Clients that drip

DRIPS = {
    "head": HALF_HEAD,
    "request line": b"G",
    "empty line": b"\r",
    "body": HALF_BODY,
    "body, read by the handler": request("POST", "/count", "Content-Length: 1000", body=b"x"),
    "chunk": request("POST", "/count", "Transfer-Encoding: chunked", body=b"50\r\nxx"),
    "chunk size": request("POST", "/count", "Transfer-Encoding: chunked", body=b"1;"),
    "refused body": request("POST", "/body", "Content-Length: 100000", body=b"x" * 10),
    "body that nobody reads": b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900\r\n\r\n",
}


def test_clients_that_drip(python):
    with serve(python, timeout=1) as server:
        socks = {stage: server.say(said) for stage, said in DRIPS.items()}
        socks["between two requests"] = ask_kept(server)

        def all_end():
            time.sleep(0.1)
            socks.update({name: None for name, sock in socks.items() if not takes_a_byte(sock)})
            return not any(socks.values())

        assert wait_for(all_end), f"they may drip for ever: {socks}"
        server.wait_for_stats(slots=0)
        server.check()


def takes_a_byte(sock):
    """Send one more byte; tell whether the connection still is there."""
    if not sock:
        return False
    try:
        sock.sendall(b"x")
        return is_silent(sock) or sock.recv(1000) != b""
    except OSError:
        return False


def is_silent(sock):
    """Tell whether nothing has come that could be read, not even the end."""
    return not select.select([sock], [], [], 0)[0]


def read_in_drips(server):
    sock = server.say(get("/large?8000"), narrow=True)

    def is_given_up():
        time.sleep(0.1)
        with contextlib.suppress(ConnectionResetError):
            sock.recv(1)
        return not server.stats()["large"]

    assert wait_for(is_given_up), "it may read in drips for ever"
    assert server.stats()["after"] == 0


def say_slowly(server):
    sock = server.say(request("POST", "/count", "Content-Length: 4000"))
    for _ in range(16):
        time.sleep(0.25)
        sock.sendall(b"x" * 250)
    assert read_answer(sock).body == b"4000 bytes"


def read_slowly(server):
    sock = server.say(get("/text?3000"), narrow=True)
    body, until = sock.recv(1000), time.monotonic() + 4
    while time.monotonic() < until:
        body += sock.recv(20000)
        time.sleep(0.02)
    body = (body + read_all(sock)).partition(b"\r\n\r\n")[2]
    assert len(body) == 3000 * 1024


def wait_for_the_handler(server):
    assert server.get("/sleep?4000").body == b"awake"


def test_slow_clients_that_are_fast_enough_and_one_that_is_not(python):
    """All of them at one time; the time of a handler is not the client's."""
    clients = (read_in_drips, say_slowly, read_slowly, wait_for_the_handler)
    with serve(python, timeout=3) as server:
        with ThreadPoolExecutor() as threads:
            for client in [threads.submit(client, server) for client in clients]:
                client.result()
        server.wait_for_stats(slots=0)
        server.check()


def test_a_silent_client_hears_408_in_the_head_and_nothing_before(python):
    with serve(python, timeout=1) as server:
        half, silent = server.say(HALF_HEAD), server.say(b"")
        assert read_answer(half).status == 408
        assert read_answer(silent).data == b""


# ---- A full server


def ask_kept(server, path="/"):
    """Return a connection that has had an answer and may ask again."""
    sock = server.say(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    assert b"Hello" in sock.recv(1000)
    return sock


def test_idle_kept_connections_give_way(python):
    with serve(python, max_conns=4, timeout=30) as server:
        socks = [ask_kept(server) for _ in range(12)]
        for _ in range(8):
            socks.append(ask_kept(server))
        server.check()
        # At most half of them are kept; the others were closed with their answer.
        assert server.stats()["slots"] <= 2


def test_the_connection_that_was_idle_for_longest_gives_way_first(python):
    with serve(python, max_conns=4, timeout=30) as server:
        old = ask_kept(server)
        time.sleep(0.6)
        young = ask_kept(server)
        with keep_busy(server, 3):
            assert old.recv(1000) == b""
            assert is_silent(young)


def test_connections_that_never_say_anything_give_way(python):
    with serve(python, max_conns=4, timeout=30) as server:
        silent = [server.connect() for _ in range(4)]
        assert wait_for(lambda: server.get("/").status == 200), "the silent keep it full"
        server.check()
        assert len(silent) == 4


def test_only_requests_that_are_all_served_make_it_busy(python):
    with serve(python, max_conns=4, timeout=30) as server:
        with keep_busy(server, 4):
            answer = server.get("/")
            assert (answer.status, answer.header("Retry-After")) == (503, "1")
        server.wait_for_stats(slots=0)
        server.check()


# ---- Early answers are seen, although a body comes with the request


def post(server, path, size, headers=(), skip_host=False):
    """POST so many bytes by http.client; return the status that it sees."""
    client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
    try:
        client.putrequest("POST", path, skip_host=skip_host)
        client.putheader("Content-Length", str(size))
        for name, value in headers:
            client.putheader(name, value)
        client.endheaders()
        time.sleep(0.05)
        client.send(b"x" * size)
        return client.getresponse().status
    finally:
        client.close()


@pytest.mark.parametrize("size", [10, 3000])
def test_503_is_seen_although_a_body_is_sent(python, size):
    with serve(python, max_conns=2, timeout=30) as server, keep_busy(server, 2):
        assert [post(server, "/body", size) for _ in range(4)] == [503] * 4


@pytest.mark.parametrize("size", [110, 3900])
def test_413_is_seen_although_a_body_is_sent(python, size):
    with serve(python, max_body=100) as server:
        assert [post(server, "/body", size) for _ in range(4)] == [413] * 4
        server.wait_for_stats(slots=0)


@pytest.mark.parametrize("size", [10, 3900])
def test_400_is_seen_although_a_body_is_sent(python, size):
    with serve(python) as server:
        for bad in ({"skip_host": True}, {"headers": [("Content-Length", "7")]}):
            assert [post(server, "/body", size, **bad) for _ in range(3)] == [400] * 3
        server.wait_for_stats(slots=0)


@pytest.mark.parametrize("path, status", [("/nowhere", 404), ("/break", 500), ("/", 200)])
def test_answers_are_seen_although_nobody_reads_the_body(python, path, status):
    with serve(python) as server:
        assert [post(server, path, 3900) for _ in range(4)] == [status] * 4
        server.wait_for_stats(slots=0)
