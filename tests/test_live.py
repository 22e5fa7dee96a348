"""A server and its clients over live sockets, in good and in bad times.

Times are generous upper limits: none of these tests depends on a fast machine.
"""

import contextlib
import http.client
import json
import signal
import socket
import subprocess
import threading
import time

import pytest
from faults.live import HOST, PATIENCE, Answer, get, read_all, request, reset, wait_for
from faults.live import read_answer as first_answer
from live.serving import (
    PROGRAMS,
    STAGES,
    connect_at,
    free_port,
    keep_busy,
    read_answer,
    serve,
)

from tools.runtimes import SMALL


def ask(client, method, path, body=None, headers=None):
    """Ask by http.client; return status and body."""
    client.request(method, path, body, headers or {})
    response = client.getresponse()
    return response.status, response.read()


# ---- Connections that are kept


def test_http_client_keeps_its_connection(python):
    with serve(python) as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        assert ask(client, "GET", "/") == (200, b"Hello, world!")
        sock = client.sock
        for size in (0, 1, 600, 1200):
            assert ask(client, "POST", "/body", b"x" * size) == (200, b"x" * size)
        assert ask(client, "GET", "/nowhere")[0] == 404
        assert ask(client, "POST", "/", b"x" * 3000) == (200, b"Hello, world!")
        assert ask(client, "HEAD", "/") == (200, b"")
        assert ask(client, "GET", "/break")[0] == 500
        assert ask(client, "GET", "/") == (200, b"Hello, world!")
        assert client.sock is sock, "it had to connect again"
        client.close()
        server.wait_for_stats(slots=0)


def test_what_is_returned_has_a_length_of_any_size(python):
    with serve(python) as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        for size in (1399, 1400, 1401, 4096):
            client.request("POST", "/body", b"x" * size)
            response = client.getresponse()
            assert response.read() == b"x" * size
            assert response.getheader("Content-Length") == str(size)
        client.close()


def test_http_client_sends_a_body_in_chunks(python):
    with serve(python) as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        pieces = [b"x" * 10, b"y" * 700, b"z" * 2000]
        for _ in range(3):
            client.request("POST", "/body", iter(pieces), encode_chunked=True)
            assert client.getresponse().read() == b"".join(pieces)
        client.close()


def test_a_response_of_unknown_length_ends_by_closing(python):
    with serve(python) as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        client.request("GET", "/large?64")
        response = client.getresponse()
        assert response.getheader("Connection") == "close"
        assert len(response.read()) == 64 * 1024
        assert ask(client, "GET", "/") == (200, b"Hello, world!")
        client.close()


def test_requests_that_are_sent_at_once_are_answered_in_turn(python):
    with serve(python) as server:
        said = b""
        for number in range(30):
            body = b"%d" % number
            head = b"POST /body HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n" % len(body)
            said += head + body
        sock = server.say(said + get("/"))
        answers = read_all(sock).split(b"HTTP/1.1 200 OK\r\n")[1:]
        bodies = [Answer(answer).body for answer in answers]
        assert bodies == [b"%d" % number for number in range(30)] + [b"Hello, world!"]


def test_a_client_that_sends_many_requests_leaves_others_their_turn(python):
    with serve(python, timeout=30) as server:
        greedy = server.connect()
        threads = [threading.Thread(target=task, args=(greedy,)) for task in (pour, drain)]
        for thread in threads:
            thread.start()
        try:
            for _ in range(5):
                assert server.get("/").status == 200
        finally:
            greedy.shutdown(socket.SHUT_RDWR)
            for thread in threads:
                thread.join()


def pour(sock):
    with contextlib.suppress(OSError):
        while True:
            sock.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n" * 100)


def drain(sock):
    with contextlib.suppress(OSError):
        while sock.recv(65536):
            pass


def test_the_address_of_the_client_can_be_read(python):
    with serve(python) as server:
        sock = server.say(get("/peer"))
        assert read_answer(sock).body.decode() == "%s:%d" % sock.getsockname()


# ---- Nothing that was written waits


@pytest.mark.parametrize("path", ["/piecemeal", "/raw"])
def test_what_was_written_does_not_wait_for_the_rest(python, path):
    with serve(python) as server:
        sock = server.say(get(path))
        said = b""
        while b"first" not in said:
            said += sock.recv(1000)
        # The handler does not go on before it is told.
        server.get("/heard")
        assert read_all(sock).endswith(b"last")


def test_events_are_pushed_to_all_who_listen(python):
    with serve(python, "events.py", timeout=0.5, max_conns=16) as server:
        socks = [server.say(get("/events")) for _ in range(5)]
        for sock in socks:
            read_events(sock, 3)
        reset(socks[0])
        socks[1].close()
        # For longer than `timeout`: nobody has to say anything on such a stream.
        for sock in socks[2:]:
            read_events(sock, 10)
        assert wait_for(lambda: json.loads(server.get("/").body)["listeners"] == 3)
        assert not server.said()


def read_events(sock, number):
    said = b""
    while said.count(b"\n\n") < number:
        piece = sock.recv(1000)
        assert piece, "the stream has ended"
        said += piece


def test_a_stream_that_a_program_keeps_is_not_timed_and_ends_by_the_program(python):
    with serve(python, timeout=0.4) as server:
        sock = server.say(get("/events"))
        head = sock.recv(1000)
        assert head.startswith(b"HTTP/1.1 200 ") and b"text/event-stream" in head
        time.sleep(1)
        assert server.get("/push?again").body == b"1"
        assert sock.recv(1000) == b"data: again\n\n"
        server.get("/hang-up")
        assert sock.recv(1000) == b""
        server.wait_for_stats(slots=0)
        server.check()


def test_events_for_a_client_that_does_not_read_end_its_stream(python):
    with serve(python, timeout=0.6) as server:
        server.say(get("/events"), narrow=True)
        wait_for(lambda: server.stats()["slots"] == 1)
        # Each push is a handler of its own: it may take a while, but never for ever.
        text = "x" * 800
        pusher = server.say(b"")
        for _ in range(20000):
            pusher.sendall(b"GET /push?%s HTTP/1.1\r\nHost: a\r\n\r\n" % text.encode())
            if b"\r\n\r\n0" in pusher.recv(2000):
                break
        else:
            pytest.fail("a client that never reads is written to for ever")
        pusher.close()
        server.wait_for_stats(slots=0)


# ---- Background tasks


def test_spawned_tasks_run_and_end_with_stop(python):
    with serve(python) as server:
        for _ in range(3):
            assert server.get("/spawn").body == b"spawned"
        assert wait_for(lambda: server.stats()["ticks"] > 20)
        server.get("/_stop")
        assert server.wait_until_it_ends() == 0
        assert "3 left" in server.said(), server.said()


def test_a_spawned_task_that_fails_fails_alone(python):
    with serve(python) as server:
        server.get("/spawn")
        for _ in range(30):
            server.get("/spawn-and-fail")
        before = server.stats()["ticks"]
        assert wait_for(lambda: server.stats()["ticks"] > before)
        server.check()


# ---- Many clients, and the ends of what the machine has


def test_many_more_clients_than_max_conns(python):
    with serve(python, max_conns=8, timeout=60) as server:
        answers = []
        threads = [threading.Thread(target=ask_often, args=(server, answers)) for _ in range(12)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(answers) == 12 * 15
        assert set(answers) <= {200, 503} and answers.count(200) > 60, answers
        server.wait_for_stats(slots=0)
        server.check()


def ask_often(server, answers):
    for number in range(15):
        path = ("/", "/sleep?50", "/large?4")[number % 3]
        try:
            answers.append(server.get(path).status)
        except OSError as e:
            answers.append(repr(e))
        time.sleep(0.01)


def test_more_refused_clients_than_are_told_so(python):
    with serve(python, max_conns=8, timeout=30) as server:
        with keep_busy(server, 8):
            refused = [server.connect() for _ in range(12)]
            statuses = [Answer(first_answer(sock)).status for sock in refused]
            assert set(statuses) <= {0, 503} and 503 in statuses
        for sock in refused:
            sock.close()
        server.wait_for_stats(slots=0)
        server.check()


def test_out_of_descriptors(python):
    with serve(python, max_conns=200, timeout=30) as server:
        server.wait_for_stats(slots=0)
        before = server.descriptors()
        server.allow_descriptors(before + 8)
        socks = [server.connect() for _ in range(15)]
        # Those who found no descriptor wait in the backlog; the silent give way to them.
        assert wait_for(lambda: greets(server)), "it takes nobody any more"
        for sock in socks:
            sock.close()
        server.wait_for_stats(slots=0)
        assert wait_for(lambda: server.descriptors() <= before)
        server.check()


def test_out_of_descriptors_from_the_first_request_on(python):
    with serve(python, max_conns=200, timeout=30) as server:
        server.allow_descriptors(server.descriptors() + 4)
        socks = [server.connect() for _ in range(8)]
        assert wait_for(lambda: greets(server)), "it takes nobody any more"
        for sock in socks:
            sock.close()
        server.wait_for_stats(slots=0)
        server.check()


def test_out_of_descriptors_while_all_are_busy(python):
    with serve(python, max_conns=200, timeout=30) as server:
        assert server.get("/sleep?1").body == b"awake"
        server.allow_descriptors(server.descriptors() + 6)
        socks = [server.say(get("/sleep?400")) for _ in range(20)]
        # Those who found no descriptor were not forgotten.
        assert [read_answer(sock).body for sock in socks] == [b"awake"] * 20
        server.check()


@pytest.mark.parametrize("python", SMALL, indirect=True)
def test_out_of_memory_while_accepting(python):
    heap = {"micropython": "160k", "pycopy": "160k", "pycopy32": "96k"}[python.name]
    with serve(python, heap=heap, max_conns=400, timeout=2) as server:
        for _ in range(2):
            socks = [start_talking(server, number) for number in range(300)]
            time.sleep(0.5)
            for sock in socks:
                reset(sock)
            assert wait_for(lambda: not server.lives() or greets(server)), server.said()
            assert server.lives(), f"it ended with status {server.process.returncode}"
        server.wait_for_stats(slots=0)
        server.check()


def start_talking(server, number):
    """Begin a connection at one of the stages, without waiting for the server to take it."""
    stage = ("connected", "half a head", "half a body", "in the handler")[number % 4]
    sock = server.socket()
    sock.setblocking(False)
    sock.connect_ex((HOST, server.port))
    time.sleep(0.002)
    with contextlib.suppress(OSError):
        sock.send(STAGES[stage])
    return sock


def greets(server):
    try:
        return server.get("/").status == 200
    except OSError:
        return False


# ---- Stopping


def test_stop_lets_requests_in_flight_finish(python):
    with serve(python, "restarts.py") as server:
        busy = [server.say(get("/sleep?1000")) for _ in range(3)]
        kept = server.say(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"Hello" in kept.recv(1000)
        time.sleep(0.1)
        assert server.get("/_stop?300").body == b"stopping"
        # Nobody else gets in, and who was idle is let go at once.
        with pytest.raises(ConnectionRefusedError):
            server.connect()
        assert kept.recv(1000) == b""
        answers = [read_answer(sock) for sock in busy]
        assert [answer.body for answer in answers] == [b"awake"] * 3
        assert {answer.header("Connection") for answer in answers} == {"close"}
        # wait_closed() comes back as soon as they are done, not when their time is up.
        assert wait_for(lambda: "again" in server.said()), server.said()
        assert server.get("/").status == 200


def test_stop_ends_what_does_not_end_by_itself(python):
    with serve(python, "restarts.py") as server:
        socks = [server.say(get("/sleep?60000")) for _ in range(3)]
        socks.append(server.say(request("POST", "/", "Content-Length: 9000", body=b"x")))
        time.sleep(0.1)
        server.get("/_stop?0")
        assert wait_for(lambda: "again" in server.said()), server.said()
        for sock in socks:
            assert b"awake" not in read_answer(sock).data
        assert server.get("/").status == 200
        server.get("/_stop?0")
        assert server.wait_until_it_ends() == 0
        assert server.said() == "closed\nagain\nthe end\n"


def test_fifty_starts_and_stops_leak_nothing(python):
    with serve(python, "cycles.py", cycles=50, requests=3) as server:
        descriptors = run_cycles(server, lambda: get_quietly(server))
        assert_all_return(*rounds_of(server))
        assert max(descriptors[-5:]) <= max(descriptors[:20])


def test_starts_and_stops_under_attack(python):
    limits = {"cycles": 30, "requests": 4, "within": 0, "timeout": 1, "max_conns": 24}
    with serve(python, "cycles.py", **limits) as server:
        descriptors = run_cycles(server, lambda: attack(server))
        assert_all_return(*rounds_of(server))
        assert max(descriptors[-5:]) <= max(descriptors[:20])


def run_cycles(server, client):
    """Be the client until the process ends; return its numbers of descriptors meanwhile."""
    descriptors, deadline = [], time.monotonic() + 240
    while server.lives():
        assert time.monotonic() < deadline, server.said()
        client()
        try:
            descriptors.append(server.descriptors())
        except OSError:
            break
    assert server.wait_until_it_ends() == 0, server.said()
    assert server.said().endswith("the end\n"), server.said()
    return descriptors


def get_quietly(server):
    try:
        server.get("/")
    except OSError:
        time.sleep(0.002)


def attack(server):
    """Leave connections at every stage behind, and reset them while the server stops."""
    socks = []
    try:
        for stage in ("connected", "half a head", "half a body", "in the handler", "connected"):
            socks.append(connect_at(server, stage))
        for _ in range(5):
            socks.append(server.say(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
    except OSError:
        time.sleep(0.002)
    for sock in socks:
        reset(sock)
    get_quietly(server)


def rounds_of(server):
    return [json.loads(line) for line in server.said().splitlines() if line.startswith("{")]


def assert_all_return(first, last):
    """What a server holds has come back to its first value; the heap nearly so."""
    for name in ("polled", "timers", "slots"):
        assert last[name] <= first[name], (name, first, last)
    assert last["heap"] <= first["heap"] * 1.02 + 300, (first, last)


def test_ctrl_c_frees_the_port(python):
    port = free_port()
    for _ in range(2):
        # The second finds the port free, though connections of the first have just ended.
        with serve(python, port=port) as server:
            kept = server.say(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            assert b"Hello" in kept.recv(1000)
            server.say(get("/sleep?60000"))
            server.process.send_signal(signal.SIGINT)
            server.wait_until_it_ends()
            with pytest.raises(OSError):
                server.connect()


def test_ctrl_c_ends_run_quietly(python):
    with serve(python) as server:
        server.say(get("/sleep?60000"))
        server.wait_for_stats(asleep=1)
        server.process.send_signal(signal.SIGINT)
        assert server.wait_until_it_ends() == 0
        assert server.said().startswith("the end: ") and server.said().count("\n") == 1


def test_a_port_in_use_is_said_in_a_sentence(python):
    with serve(python) as server:
        command = python.argv(PROGRAMS / "twice.py", server.port)
        said = subprocess.check_output(command, env=python.env(), text=True, timeout=PATIENCE)
        sentence = f"port {server.port} is in use; choose another with run(port=...)"
        runs, starts = said.splitlines()
        assert runs.startswith("run: ") and sentence in runs, said
        assert starts.startswith("start: ") and sentence in starts, said


# ---- Logging


def test_debug_minus_1_loads_no_logging_module(python):
    with serve(python) as server:
        server.get("/break")
        server.get("/nowhere")
        modules = json.loads(server.get("/_modules").body)
        assert "picoweb.console" not in modules
        for name in ("ulogging", "uasyncio.ulogging"):
            assert name not in modules
        if python.name != "cpython":  # its asyncio loads logging by itself
            assert "logging" not in modules
        server.check()


def test_debug_0_says_a_line_for_each_request_and_errors(python):
    with serve(python, debug=0) as server:
        for path in ("/", "/nowhere", "/break", "/"):
            server.get(path)
        assert wait_for(lambda: server.said().count('"GET ') == 4), server.said()
        lines = server.said().splitlines()
        for path, status in (("/", 200), ("/nowhere", 404), ("/break", 500)):
            assert any(f'"GET {path}" {status} ' in line for line in lines), lines
        assert any(str(server.port) in line for line in lines[:1]), lines
        assert "the handler broke" in server.said() and "Traceback" in server.said()


@pytest.mark.parametrize("debug", [1, 2])
def test_more_debug_says_no_less(python, debug):
    with serve(python, debug=debug) as server:
        server.get("/")
        server.get("/break")
        assert wait_for(lambda: server.said().count('"GET ') == 2), server.said()
        assert '"GET /" 200 ' in server.said() and "the handler broke" in server.said()


def test_a_log_of_the_program_is_called_for_requests_and_errors(python):
    with serve(python, "leaving.py") as server:
        server.get("/")
        server.get("/break")
        assert wait_for(lambda: server.said().count('"GET ') == 2), server.said()
        said = server.said()
        assert "info 127.0.0.1:" in said and '"GET /" 200 ' in said, said
        assert "exc " in said and "the handler broke" in said, said


def test_debug_minus_1_says_nothing_to_the_log_of_the_program(python):
    with serve(python, "leaving.py", debug=-1) as server:
        for path in ("/", "/break", "/nowhere", "/spawn-and-fail", "/fail"):
            server.get(path)
        time.sleep(0.3)
        assert server.get("/").status == 200
        assert not server.said(), server.said()
