"""Server-sent events: tables on every Python; real clients, and clients that leave."""

import contextlib
import http.client
import json
import socket
import subprocess
import threading
from pathlib import Path

import httpx
from faults.live import HOST, get, request, reset, takes_clients, wait_for
from live.serving import serve
from test_growth import SPARE, assert_nothing_grew, held_by

HERE = Path(__file__).parent / "on_every_python"


def test_sse(python, run_cases):
    run_cases(python, HERE / "part_sse.py")


def test_a_client_of_the_testing_module_in_memory(python, run_cases):
    run_cases(python, HERE / "part_testing_events.py")


def test_a_client_of_the_testing_module_over_a_socket(python, run_cases):
    with serve(python, HERE / "part_testing_events.py", serve=1) as server:
        run_cases(python, HERE / "part_testing_events.py", server.port)


# ---- real clients


def test_curl_hears_events_as_they_come(python):
    with serve(python, "pushing.py") as server:
        url = f"http://{HOST}:{server.port}"
        curl = ["curl", "-sSN", "--max-time", "60"]
        said = subprocess.run([*curl, f"{url}/count?2"], capture_output=True, check=True).stdout
        event = b"event: count\r\nid: %d\r\nretry: 50\r\ndata: line one\ndata: number %d\n\n"
        assert said == event % (1, 1) + event % (2, 2)
        with subprocess.Popen([*curl, f"{url}/news"], stdout=subprocess.PIPE) as listener:
            server.wait_for_stats(clients=1)
            for text in (b"one", b"two"):
                server.ask(request("POST", "/publish", "Content-Length: 3", body=text))
                lines = [listener.stdout.readline() for _ in range(3)]
                assert lines[1:] == [b"data: %s\n" % text, b"\n"]
            listener.terminate()
        server.wait_for_stats(slots=0, heard=0)
        server.check()


def test_http_client_comes_back_with_the_last_id(python):
    with serve(python, "pushing.py") as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=60)
        client.request("GET", "/count?1")
        assert b"number 1\n\n" in client.getresponse().read()
        client.request("GET", "/count?3", headers={"Last-Event-ID": "1"})
        heard = client.getresponse().read()
        assert heard.count(b"event:") == 2 and b"number 1\n" not in heard
        client.close()


def test_httpx_streams_events(python):
    with serve(python, "pushing.py") as server:
        base = f"http://{HOST}:{server.port}"
        with httpx.Client(base_url=base, trust_env=False, timeout=60) as client:
            with client.stream("GET", "/news") as listener:
                assert listener.headers["Content-Type"] == "text/event-stream"
                lines = listener.iter_lines()
                for number in range(1, 6):
                    client.post("/publish?alarm", content=f"a\r\nb {number}")
                    event = [next(lines) for _ in range(5)]
                    data = ["data: a", f"data: b {number}", ""]
                    assert event == ["event: alarm", f"id: {number}", *data]
        server.wait_for_stats(slots=0, heard=0)
        server.check()


# ---- clients that leave, and those that do not read


def test_a_handler_ends_soon_after_its_client_has_left(python):
    with serve(python, "pushing.py") as server:
        for leave in (lambda sock: sock.close(), reset):
            sock = server.say(get("/sleep"))
            server.wait_for_stats(asleep=1)
            leave(sock)
            # Half a second on an idle machine; by itself the handler would sleep for ten minutes.
            server.wait_for_stats(asleep=0, slots=0, heard=0)
        server.check()


def test_a_stream_that_was_handed_on_ends_soon_after_its_client_has_left(python):
    with serve(python, "pushing.py") as server:
        for leave in (lambda sock: sock.close(), reset):
            sock = server.say(get("/news"))
            server.wait_for_stats(slots=1)
            leave(sock)
            server.wait_for_stats(slots=0, heard=0)
        server.check()


def test_silence_is_broken_by_comments(python):
    with serve(python, "pushing.py", tick=10, timeout=0.5) as server:
        for path in ("/sleep", "/news"):
            sock = server.say(get(path))
            heard = b""
            while heard.count(b":\n") < 4:
                heard += sock.recv(1000)
            # For longer than `timeout`, which is not for those who wait for events.
            assert heard.endswith(b"\r\n\r\n" + b":\n" * 4)
            sock.close()
        server.wait_for_stats(slots=0, asleep=0)
        server.check()


def test_who_does_not_read_is_ended(python):
    with serve(python, "pushing.py", timeout=0.6) as server:
        socks = [server.say(get("/endless"), narrow=True) for _ in range(3)]
        server.wait_for_stats(slots=0, endless=0, heard=0)
        for sock in socks:
            assert b"data: xxx" in read_all_or_reset(sock)
        server.check()


def read_all_or_reset(sock):
    heard = b""
    with contextlib.suppress(ConnectionResetError):
        while piece := sock.recv(65536):
            heard += piece
    return heard


def test_twenty_listeners_of_which_one_never_reads(python):
    with serve(python, "pushing.py", timeout=30, max_conns=40) as server:
        deaf = server.say(get("/news"), narrow=True)
        heard = [Listening(server) for _ in range(19)]
        server.wait_for_stats(clients=20)
        for number in range(60):
            publish(server, "%d %s" % (number, "x" * 2000))
            # On a busy machine also who reads may be behind, and the topic keeps twenty.
            if number % 10 == 9:
                for one in heard:
                    one.wait_for(number + 1)
        # It is behind, and holds its stream, a task and nothing else.
        assert server.stats()["sending"] == 1
        deaf.close()
        for one in heard:
            one.sock.shutdown(socket.SHUT_RDWR)
        server.wait_for_stats(slots=0, heard=0)
        publish(server, "nobody")
        server.wait_for_stats(clients=0, sending=0)
        server.check()


class Listening(threading.Thread):
    """A client that hears everything."""

    def __init__(self, server):
        super().__init__(daemon=True)
        self.sock = server.say(get("/news"))
        self.heard = b""
        self.start()

    def run(self):
        try:
            while piece := self.sock.recv(65536):
                self.heard += piece
        except OSError:
            pass

    def wait_for(self, number):
        assert wait_for(lambda: self.heard.count(b"\n\n") >= number), self.heard[-300:]
        for i in range(number):
            assert b"data: %d x" % i in self.heard


def publish(server, text):
    length = f"Content-Length: {len(text)}"
    return server.ask(request("POST", "/publish", length, body=text.encode()))


def test_who_is_too_slow_is_ended_if_so_wished(python):
    with serve(python, "pushing.py", timeout=30, max_conns=40) as server:
        server.say(get("/strict"), narrow=True)
        listener = server.say(get("/strict"))
        server.wait_for_stats(clients=2)
        for number in range(120):
            publish(server, "%d %s" % (number, "x" * 2000))
            read_event(listener)
        server.wait_for_stats(clients=1, slots=1, heard=1)
        server.check()


def read_event(sock):
    heard = b""
    while not heard.endswith(b"\n\n"):
        heard += sock.recv(65536)


def come_and_go(server, paths):
    socks = [server.say(get(path)) for path in paths]
    assert server.get("/").status == 200
    for i, sock in enumerate(socks):
        if i % 2:
            reset(sock)
        else:
            sock.close()
    server.wait_for_stats(slots=0, asleep=0, heard=0)


def test_nothing_grows_over_two_hundred_who_come_and_go(python):
    with serve(python, "pushing.py", max_conns=40) as server:
        # Nothing is published: whoever comes next lets go those who have left.
        each = ["/news", "/strict"]
        come_and_go(server, (each + ["/sleep"]) * 10)
        come_and_go(server, each)
        before = held_by(server)
        for _ in range(10):
            come_and_go(server, (each + ["/sleep"]) * 7)
        come_and_go(server, each)
        assert server.stats()["clients"] == 2
        # Of CPython's blocks a listener takes a dozen, and a few hundred come with use.
        spare = SPARE[python.name] + 400 * (python.name == "cpython")
        assert_nothing_grew(server, spare, before, "listeners")
        server.check()


# ---- a browser


def test_a_page_hears_events_and_comes_back_to_the_rest(python, browser):
    with serve(python, "pushing.py", timeout=30) as server:
        page = browser.new_page()
        page.goto(f"http://{HOST}:{server.port}/page")
        server.wait_for_stats(clients=1)
        publish(server, "first\nline two")
        server.ask(request("POST", "/publish?alarm", "Content-Length: 1", body=b"!"))
        page.wait_for_function("heard.length == 2")
        assert page.evaluate("heard") == [["first\nline two", "1"], ["alarm !"]]
        page.close()
        server.wait_for_stats(slots=0, heard=0)
        server.check()


# ---- a server that stops, and starts again


def test_listeners_end_with_the_server_and_the_next_ones_are_watched_again(python):
    with serve(python, "again.py") as server:
        for number in range(1, 4):
            assert wait_for(lambda: takes_clients(server.port))
            socks = [server.say(get(path)) for path in ("/sleep", "/kept", "/sleep")]
            assert wait_for(lambda: notes_of(server)["asleep"] == 2)
            socks[0].close()
            assert wait_for(lambda: notes_of(server)["asleep"] == 1)
            server.get("/_stop")
            for sock in socks[1:]:
                assert b"text/event-stream" in read_all_or_reset(sock)
            assert wait_for(lambda number=number: server.said().count("stopped") == number)
        assert server.wait_until_it_ends() == 0
        assert server.said().split("\n") == ["stopped 0 0"] * 3 + [""]


def notes_of(server):
    return json.loads(server.get("/").body)
