"""Who may ask from other origins: tables on every Python, and a browser that obeys."""

from pathlib import Path

import pytest
from faults.live import HOST
from live.serving import serve

HERE = Path(__file__).parent / "on_every_python"


def test_tables(python, run_cases):
    run_cases(python, HERE / "part_cors.py")


ASK = """async ([url, method, type, credentials]) => {
    const options = {method, credentials};
    if (type) {
        options.body = "[1]";
        options.headers = {"Content-Type": type};
    }
    try {
        const answer = await fetch(url, options);
        return [answer.status, await answer.text()];
    } catch (error) {
        return error.name;
    }
}"""
ASKED = [
    ("/", "GET", None, "omit", [200, "Hello, world!"]),
    ("/", "GET", None, "include", [200, "Hello, world!"]),
    ("/none", "GET", None, "omit", [404, "404 Not Found\r\n"]),
    ("/put", "PUT", "application/json", "include", [200, "[1]"]),
    ("/put", "PATCH", "application/json", "include", "TypeError"),
]


@pytest.mark.parametrize("known", [True, False])
def test_a_page_of_another_origin(python, browser, known):
    with serve(python, "guarded.py") as home:
        page_port = home.port if known else home.port + 1
        with serve(python, "guarded.py", page=page_port) as server:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"http://{HOST}:{home.port}/")
            for path, method, content_type, credentials, expected in ASKED:
                url = f"http://{HOST}:{server.port}{path}"
                found = page.evaluate(ASK, [url, method, content_type, credentials])
                assert (path, method, found) == (path, method, expected if known else "TypeError")
            context.close()
            server.check()
