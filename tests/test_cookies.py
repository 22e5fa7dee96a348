"""Cookies: tables on every Python, and clients that keep them."""

import http.cookiejar
import http.cookies
import subprocess
import time
import urllib.request
from pathlib import Path

import httpx
import pytest
from live.serving import HOST, serve

from picoweb import cookies, quoting

HERE = Path(__file__).parent / "on_every_python"
TEXTS = ("plain", "two words", 'a "b", c; d\\e', "\u044f\u20ac", "=&%", "")


def test_cookies(python, run_cases):
    run_cases(python, HERE / "part_cookies.py")


def curl(jar, *words):
    """Return what curl prints; it keeps its cookies in a file."""
    command = ["curl", "-sS", "--max-time", "60", "-b", jar, "-c", jar, *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_curl_keeps_cookies(python, tmp_path):
    jar = tmp_path / "jar"
    jar.touch()
    with serve(python, "visits.py") as server:
        url = f"http://{HOST}:{server.port}"
        assert [curl(jar, url + "/") for _ in range(3)] == ["seen 1", "seen 2", "seen 3"]
        assert "#HttpOnly_" in jar.read_text()
        curl(jar, url + "/forget")
        assert curl(jar, url + "/") == "seen 1"
        curl(jar, url + "/keep", "--data-binary", 'a "b", c; d')
        assert curl(jar, url + "/kept") == '{"kept": "a \\"b\\", c; d"}'


def test_httpx_keeps_cookies(python):
    with serve(python, "visits.py") as server:
        url = f"http://{HOST}:{server.port}"
        with httpx.Client(base_url=url, trust_env=False) as client:
            for text in TEXTS:
                client.post("/keep", content=text.encode())
                assert client.get("/kept").json() == {"kept": text}
            assert client.get("/").text == "seen 1"
            assert client.get("/").text == "seen 2"
            assert {cookie.name for cookie in client.cookies.jar} == {"kept", "seen"}
            client.get("/forget")
            assert not client.cookies
            # What goes over https alone is not sent here.
            client.get("/secure")
            assert client.get("/kept").json() == {"kept": None}


def test_urllib_keeps_cookies(python):
    jar = http.cookiejar.CookieJar()
    handlers = (urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
    opener = urllib.request.build_opener(*handlers)
    with serve(python, "visits.py") as server:
        url = f"http://{HOST}:{server.port}"
        for number in (1, 2):
            with opener.open(url) as answer:
                assert answer.read() == b"seen %d" % number
        (cookie,) = jar
        assert cookie.has_nonstandard_attr("HttpOnly") and not cookie.secure
        assert (cookie.path, cookie.get_nonstandard_attr("SameSite")) == ("/", "Lax")
        assert 3500 < cookie.expires - time.time() <= 3600
        opener.open(url + "/forget").close()
        assert not list(jar)


class Asked:
    def __init__(self, header):
        self.headers = {b"cookie": header.encode()}


@pytest.mark.parametrize(
    "text", ["plain", "two words", 'a "b", c; d\\e', "\\101", "\\\\x", "\x01"]
)
def test_what_the_standard_library_quotes_is_read_and_the_other_way(text):
    morsel = http.cookies.SimpleCookie({"a": text})["a"]
    assert cookies.get(Asked(morsel.OutputString()), "a") == text
    jar = http.cookies.SimpleCookie("a=" + quoting.quoted("a", text))
    assert jar["a"].value == text


def test_clients_that_leave_in_their_cookies_leave_nothing_behind(python):
    said = (
        b'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: seen=7; kept="\\073"\r\n\r\n'
    )
    with serve(python, "visits.py") as server:
        for end in range(1, len(said), 3):
            server.say(said[:end]).close()
        assert b"seen 8" in server.ask(said)
        server.wait_for_stats(slots=0)
        assert not server.said(), server.said()
