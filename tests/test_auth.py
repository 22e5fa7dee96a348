"""Logging in: tables on every Python, and clients that know how."""

import asyncio
import concurrent.futures
import hashlib
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import httpx
import pytest
from faults.live import get, reset
from live.serving import HOST, read_answer, serve
from test_growth import SPARE, assert_nothing_grew, held_by

from picoweb import auth

HERE = Path(__file__).parent / "on_every_python"
ANN = ("ann", "open sesame")
YA = ("\u044f", "\u044f \u20ac")


def test_auth(python, run_cases):
    run_cases(python, HERE / "part_auth.py")


def derive(*arguments):
    """A browser that other tests use may have a loop running in this thread."""
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(auth.derive(*arguments))).result()


@pytest.mark.parametrize("iterations", [1, 2, 50, 51, 1000])
def test_passwords_are_derived_as_by_the_standard_library(iterations):
    expected = hashlib.pbkdf2_hmac("sha256", b"p" * 65, b"salt", iterations)
    assert derive("p" * 65, "salt", iterations) == expected.hex()


def test_the_known_answer_of_many_iterations_comes():
    """RFC 7914, 11."""
    derived = derive("Password", "NaCl", 80000)
    assert derived == "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56"


@pytest.fixture
def people(python):
    with serve(python, "people.py") as server:
        server.url, server.python = f"http://{HOST}:{server.port}", python.name
        yield server
        assert server.lives() and not server.said(), server.said()


def curl(*words):
    """Return the body and the status."""
    command = ["curl", "-sS", "--max-time", "60", "-w", " %{http_code}", *words]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout


def test_curl_logs_in(people):
    user = ("-u", ":".join(ANN))
    wrong = ("-u", "ann:sesame")
    assert curl("--basic", *user, people.url + "/basic") == "ann 200"
    assert curl("--digest", *user, people.url + "/digest") == "ann 200"
    assert curl("--anyauth", *user, people.url + "/basic") == "ann 200"
    assert curl("--anyauth", *user, people.url + "/digest?a=%20b") == "ann 200"
    assert curl("--oauth2-bearer", "a.token-1", people.url + "/bearer") == "ann 200"
    assert curl("--basic", *wrong, people.url + "/basic").endswith(" 401")
    assert curl("--digest", *wrong, people.url + "/digest").endswith(" 401")
    assert curl("--oauth2-bearer", "a.token-2", people.url + "/bearer").endswith(" 401")
    assert curl("--basic", "-u", "\u044f:\u044f \u20ac", people.url + "/basic") == "\u044f 200"


def test_curl_posts_with_digest(people):
    words = ("--digest", "-u", ":".join(ANN), "--data", "hello")
    assert curl(*words, people.url + "/digest") == "ann hello 200"
    # Several over one connection: the count goes up.
    said = curl(*words, people.url + "/digest", people.url + "/digest", people.url + "/digest")
    assert said == "ann hello 200" * 3


def test_httpx_logs_in(people):
    with httpx.Client(base_url=people.url, trust_env=False) as client:
        assert client.get("/basic", auth=httpx.BasicAuth(*ANN)).text == "ann"
        assert client.get("/basic", auth=httpx.BasicAuth(*YA)).text == YA[0]
        digest = httpx.DigestAuth(*ANN)
        for _ in range(5):
            assert client.get("/digest", params={"a": "b c"}, auth=digest).text == "ann"
        assert client.post("/digest", content="x", auth=digest).text == "ann x"
        assert client.get("/digest", auth=httpx.DigestAuth("ann", "x")).status_code == 401
        assert client.get("/digest", auth=httpx.DigestAuth("bob", "x")).status_code == 401


def test_many_clients_use_digest_at_once(people):
    def visit(number):
        digest = httpx.DigestAuth(*ANN)
        with httpx.Client(base_url=people.url, trust_env=False, timeout=60) as client:
            return [client.get("/digest", auth=digest).status_code for _ in range(4)]

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        assert list(pool.map(visit, range(12))) == [[200] * 4] * 12


@pytest.mark.parametrize(("kind", "path"), [("Basic", "/basic"), ("Digest", "/md5")])
def test_urllib_logs_in(people, kind, path):
    """It takes the first challenge alone, and knows no SHA-256."""
    manager = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    manager.add_password(None, people.url, *ANN)
    handler = getattr(urllib.request, f"HTTP{kind}AuthHandler")(manager)
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), handler)
    with opener.open(people.url + path) as answer:
        assert answer.read() == b"ann"


def test_who_fails_often_waits_and_nobody_else_does(people):
    with httpx.Client(base_url=people.url, trust_env=False) as client:
        wrong = httpx.BasicAuth("ann", "x")
        assert [client.get("/basic", auth=wrong).status_code for _ in range(5)] == [401] * 5
        answer = client.get("/basic", auth=httpx.BasicAuth(*ANN))
        assert answer.status_code == 429 and answer.headers["Retry-After"] == "1"
        assert answer.headers["Content-Length"]
        # Another address of this machine.
        other = httpx.HTTPTransport(local_address="127.0.0.2")
        with httpx.Client(base_url=people.url, transport=other) as stranger:
            assert stranger.get("/basic", auth=httpx.BasicAuth(*ANN)).text == "ann"
        people.get("/_later?1")
        assert client.get("/basic", auth=httpx.BasicAuth(*ANN)).text == "ann"


def test_failures_of_many_addresses_leave_nothing_behind(people):
    def fail(first, last):
        for number in range(first, last):
            with people.socket() as sock:
                sock.bind((f"127.0.{number % 3 + 1}.{number % 200 + 1}", 0))
                sock.connect((HOST, people.port))
                sock.sendall(get("/basic", "Authorization: Basic x"))
                assert read_answer(sock).status == 401

    fail(0, 100)
    assert people.stats()["failures"] == 16
    before = held_by(people)
    fail(100, 600)
    assert people.stats()["failures"] == 16
    assert_nothing_grew(people, SPARE[people.python], before, "failures")


def test_the_server_goes_on_while_a_password_is_checked(people):
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        slow = pool.submit(curl, "-u", "slow:slow", people.url + "/basic")
        seen = 0
        while not slow.done():
            seen = max(seen, people.stats()["hashing"])
        assert slow.result() == "slow 200"
    assert seen == 1


def test_a_client_that_leaves_while_its_password_is_checked_leaves_nothing_behind(people):
    said = b"GET /basic HTTP/1.1\r\nHost: a\r\nAuthorization: Basic c2xvdzpzbG93\r\n\r\n"
    for end in (len(said), 20, len(said) - 3):
        for _ in range(3):
            reset(people.say(said[:end]))
    people.wait_for_stats(slots=0, hashing=0)
    assert people.get("/").status == 200


def test_curl_logs_in_by_the_form(people, tmp_path):
    jar = str(tmp_path / "jar")
    words = ("-b", jar, "-c", jar, "-L")
    form = curl(*words, people.url + "/notes")
    assert form.startswith("<form") and form.endswith(" 200")
    said = ("--data-urlencode", "name=\u044f", "--data-urlencode", "password=\u044f \u20ac")
    where = people.url + "/login?next=/notes"
    assert curl(*words, *said, where) == "notes of \u044f 200"
    assert curl(*words, people.url + "/notes") == "notes of \u044f 200"
    curl(*words, "-X", "POST", people.url + "/logout")
    assert curl(*words, people.url + "/notes").startswith("<form")


def test_httpx_logs_in_by_the_form(people):
    with httpx.Client(base_url=people.url, trust_env=False, follow_redirects=True) as client:
        answer = client.get("/notes?a=1&b=%2B")
        assert answer.url.path == "/login"
        assert client.post(answer.url, data={"name": "ann", "password": "x"}).status_code == 200
        answer = client.post(answer.url, data=dict(zip(("name", "password"), ANN, strict=True)))
        assert str(answer.url) == people.url + "/notes?a=1&b=%2B"
        assert answer.text == "notes of ann"
        for evil in ("//evil.example/", "/\\evil.example", "https://evil.example"):
            data = {"name": "ann", "password": "open sesame"}
            answer = client.post("/login", params={"next": evil}, data=data)
            assert str(answer.url) == people.url + "/"


def test_every_prefix_of_a_login_is_survived(people):
    body = b"name=ann&password=open+sesame"
    said = b"POST /login HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
    said %= (len(body), body)
    for end in range(1, len(said), 2):
        people.say(said[:end]).close()
    assert read_answer(people.say(said)).status == 303
    people.wait_for_stats(slots=0)


@pytest.mark.parametrize("path", ["/basic", "/digest"])
def test_a_browser_logs_in(people, browser, path):
    for credentials, text in ((ANN, "ann"), (("ann", "x"), "401 Unauthorized")):
        name, password = credentials
        context = browser.new_context(http_credentials={"username": name, "password": password})
        page = context.new_page()
        page.goto(people.url + path)
        assert page.text_content("body").strip() == text
        context.close()


def test_a_browser_logs_in_by_the_form(people, browser):
    context = browser.new_context(base_url=people.url)
    page = context.new_page()
    page.goto("/notes?a=b&c=+")
    page.fill("input[name=name]", YA[0])
    page.fill("input[name=password]", YA[1])
    page.click("button")
    assert page.text_content("body") == "notes of " + YA[0]
    assert page.url == people.url + "/notes?a=b&c=+"
    (cookie,) = context.cookies()
    assert (cookie["name"], cookie["httpOnly"], cookie["sameSite"]) == ("session", True, "Lax")
    # No page reads it.
    assert page.evaluate("document.cookie") == ""
    context.close()
