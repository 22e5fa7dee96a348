"""Responses in chunks: tables on every Python, and clients that keep their connections."""

import http.client
import subprocess
from pathlib import Path

import httpx
import pytest
from faults.live import HOST, get, read_all, wait_for
from live.serving import serve

HERE = Path(__file__).parent / "on_every_python"
MANY = 3000


def rows(number):
    return "".join(f"row {i}\n" for i in range(number)).encode()


def test_chunked(python, run_cases):
    run_cases(python, HERE / "part_chunked.py")


def test_http_client_keeps_its_connection(python):
    with serve(python, "chunks.py") as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=60)
        client.connect()
        sock = client.sock
        for number in (0, 1, 10, MANY, 200, 0, MANY):
            client.request("GET", f"/rows?{number}")
            response = client.getresponse()
            assert response.getheader("Transfer-Encoding") == "chunked"
            assert response.read() == rows(number)
        for size in (1, 1399, 1400, 5000):
            client.request("GET", f"/blocks?{size}")
            assert client.getresponse().read() == b"x" * size * 10
        client.request("HEAD", f"/rows?{MANY}")
        response = client.getresponse()
        assert response.getheader("Content-Length") == str(len(rows(MANY)))
        assert response.read() == b""
        client.request("GET", f"/template?{MANY}")
        assert client.getresponse().read().count(b"<li>") == MANY
        assert client.sock is sock, "it had to connect again"
        client.close()
        server.wait_for_stats(slots=0)
        server.check()


def test_http_client_can_tell_that_a_response_was_cut(python):
    with serve(python, "chunks.py") as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=60)
        client.request("GET", f"/fails?{MANY}")
        with pytest.raises(http.client.IncompleteRead) as cut:
            client.getresponse().read()
        assert rows(MANY).startswith(cut.value.partial) and cut.value.partial
        client.close()
        server.wait_for_stats(slots=0)
        server.check()


def test_httpx_streams_and_keeps_its_connection(python):
    with serve(python, "chunks.py") as server:
        base = f"http://{HOST}:{server.port}"
        limits = httpx.Limits(max_connections=1)
        with httpx.Client(base_url=base, trust_env=False, limits=limits) as client:
            for _ in range(3):
                with client.stream("GET", f"/rows?{MANY}") as response:
                    assert b"".join(response.iter_raw(1000)) == rows(MANY)
            assert client.get("/").text == "Hello, world!"
            with pytest.raises(httpx.RemoteProtocolError):
                client.get(f"/fails?{MANY}")


def curl(url, *words):
    return subprocess.run(["curl", "-sS", "--max-time", "60", *words, url], capture_output=True)


def test_curl_reads_what_is_whole_and_fails_on_what_is_cut(python):
    with serve(python, "chunks.py") as server:
        url = f"http://{HOST}:{server.port}"
        two = curl(f"{url}/rows?{MANY}", f"{url}/rows?5", "-w", "(%{num_connects})")
        assert two.stdout == rows(MANY) + b"(1)" + rows(5) + b"(0)" or two.stdout == (
            rows(5) + b"(1)" + rows(MANY) + b"(0)"
        )
        assert curl(f"{url}/rows?{MANY}", "--http1.0").stdout == rows(MANY)
        assert curl(f"{url}/fails?{MANY}").returncode == 18  # CURLE_PARTIAL_FILE
        assert curl(f"{url}/fails?{MANY}", "--http1.0").returncode == 56  # reset: CURLE_RECV_ERROR


def test_a_client_that_stops_reading_is_ended_and_its_generator_closed(python):
    with serve(python, "chunks.py", timeout=0.6) as server:
        before = server.stats()["closed"]
        sock = server.say(get("/rows?1000000"), narrow=True)
        server.wait_for_stats(slots=0)
        if python.name == "cpython":
            # Boards close a generator that nobody holds when they collect it, or never.
            assert wait_for(lambda: server.stats()["closed"] == before + 1)
        assert b"\r\n0\r\n\r\n" not in read_all(sock)
        server.check()


def test_others_are_served_meanwhile(python):
    with serve(python, "chunks.py", timeout=30) as server:
        sock = server.say(get("/rows?1000000"), narrow=True)
        for _ in range(5):
            assert server.get("/").body == b"Hello, world!"
        sock.close()
        server.wait_for_stats(slots=0)
        server.check()
