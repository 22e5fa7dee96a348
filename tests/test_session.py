"""Sessions: tables on every Python, and clients that keep them."""

import subprocess
from pathlib import Path

import httpx
from live.serving import HOST, serve
from test_cookies import curl

HERE = Path(__file__).parent / "on_every_python"
DATA = {"user": "ann", "ya": "\u044f", "n": [1, None]}


def test_sessions(python, run_cases):
    run_cases(python, HERE / "part_session.py")


def test_httpx_has_a_session_and_cannot_change_it(python):
    with serve(python, "visits.py") as server:
        url = f"http://{HOST}:{server.port}"
        with httpx.Client(base_url=url, trust_env=False) as client:
            assert client.get("/session").json() == {}
            client.post("/session", json=DATA)
            assert client.get("/session").json() == DATA
            value = client.cookies["session"]
            for i in range(0, len(value), 9):
                forged = value[:i] + ("1" if value[i] == "0" else "0") + value[i + 1 :]
                said = httpx.get(f"{url}/session", cookies={"session": forged}, trust_env=False)
                assert said.json() == {}
            client.post("/session", json={})
            assert not client.cookies
            assert client.get("/session").json() == {}


def test_sessions_outlive_the_server(python):
    with serve(python, "visits.py") as server, httpx.Client(trust_env=False) as client:
        client.post(f"http://{HOST}:{server.port}/session", json=DATA)
        value = client.cookies["session"]
    with serve(python, "visits.py") as server:
        url = f"http://{HOST}:{server.port}/session"
        assert httpx.get(url, cookies={"session": value}, trust_env=False).json() == DATA


def test_curl_has_a_session(python, tmp_path):
    jar = tmp_path / "jar"
    jar.touch()
    with serve(python, "visits.py") as server:
        url = f"http://{HOST}:{server.port}/session"
        curl(jar, url, "--data-binary", '{"a": 1}')
        assert curl(jar, url) == '{"a": 1}'
        jar.write_text(jar.read_text().replace("session\t5b", "session\t5c"))
        assert curl(jar, url) == "{}"


def test_too_large_a_session_is_an_error_and_the_server_goes_on(python):
    with serve(python, "visits.py") as server:
        url = f"http://{HOST}:{server.port}/session"
        for size, status in ((2000, 500), (500, 200)):
            assert httpx.post(url, json={"a": "x" * size}, trust_env=False).status_code == status
        subprocess.run(["curl", "-sS", "-H", "Cookie: session=" + "." * 3000, url], check=True)
        server.check()
