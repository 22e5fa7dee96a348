"""Cross-site request forgery: tables on every Python, and clients that say who asks or do not."""

import re
from pathlib import Path

import httpx
from live.serving import HOST, serve

HERE = Path(__file__).parent / "on_every_python"


def test_csrf(python, run_cases):
    run_cases(python, HERE / "part_csrf.py")


def test_a_client_that_says_nothing_needs_the_token(python):
    with serve(python, "people.py") as server:
        url = f"http://{HOST}:{server.port}/forms"
        with httpx.Client(trust_env=False) as client:
            assert client.post(url + "/act", data={"a": "1"}).status_code == 403
            token = re.search("value=([0-9a-f]{32})", client.get(url + "/page").text)[1]
            assert client.post(url + "/act", data={"a": "1"}).status_code == 403
            data = {"a": "1", "csrf_token": token}
            assert client.post(url + "/act", data=data).text == "acted 2"
            headers = {"X-CSRF-Token": token}
            assert client.post(url + "/act", data={"a": "1"}, headers=headers).text == "acted 1"
            headers["Origin"] = "http://evil.example"
            assert client.post(url + "/act", data=data, headers=headers).status_code == 403
        server.check()


def test_a_client_that_says_who_asks_needs_none(python):
    with serve(python, "people.py") as server:
        here = f"http://{HOST}:{server.port}"
        for origin, status in ((here, 200), (f"http://{HOST}", 403), ("null", 403)):
            said = httpx.post(here + "/forms/act", headers={"Origin": origin}, content=b"a=1")
            assert said.status_code == status


STALLING = (
    b"POST %s HTTP/1.1\r\nHost: a\r\nCookie: csrf=0123456789abcdef0123456789abcdef\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 50\r\n\r\ncsrf_"
)


def test_clients_that_stop_in_their_form_are_given_up(python):
    with serve(python, "people.py", timeout=5, max_conns=8) as server:
        held = [server.say(STALLING % path) for path in (b"/forms/act", b"/login") * 2]
        server.wait_for_stats(slots=4)
        assert server.get("/").status == 200
        server.wait_for_stats(slots=0)
        for sock in held:
            sock.close()
        server.check()


EVIL = "http://evil.example/"
EVIL_PAGE = '<form method="post" action="%s"><input name="a" value="1"><button></button></form>'
FETCH = """async url => {
    await fetch(url, {method: "POST", mode: "no-cors", credentials: "include", body: "a=1"})
        .catch(() => null);
}"""


def test_a_browser_acts_for_its_own_page_alone(python, browser):
    with serve(python, "people.py") as server:
        url = f"http://{HOST}:{server.port}/forms"
        context = browser.new_context()
        html = EVIL_PAGE % (url + "/act")
        context.route(EVIL, lambda route: route.fulfill(body=html, content_type="text/html"))
        page = context.new_page()
        answers = []
        page.on("response", lambda answer: answers.append((answer.url, answer.status)))
        page.goto(url + "/page")
        page.click("button")
        assert page.text_content("body") == "acted 1"
        page.goto(EVIL)
        page.click("button")
        page.wait_for_url(url + "/act")
        assert page.text_content("body").strip() == "403 Forbidden"
        page.goto(EVIL)
        page.evaluate(FETCH, url + "/act")
        assert (url + "/act", 200) not in answers[2:]
        context.close()
        server.check()
