"""Careful headers and limits of requests: tables on every Python, and real clients."""

from pathlib import Path

import httpx
from faults.live import HOST
from live.serving import serve

HERE = Path(__file__).parent / "on_every_python"


def test_tables(python, run_cases):
    run_cases(python, HERE / "part_security.py")


def test_clients_are_told_when_to_come_again(python):
    with serve(python, "guarded.py") as server, httpx.Client(trust_env=False) as client:
        url = f"http://{HOST}:{server.port}"
        answers = [client.get(url + "/limited") for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 2
        assert 90 < int(answers[-1].headers["Retry-After"]) <= 100
        # An address that a client invents is not believed.
        lines = {"X-Forwarded-For": "1.2.3.4"}
        assert client.get(url + "/limited", headers=lines).status_code == 429
        for path in ("/", "/limited", "/none"):
            assert client.get(url + path).headers["X-Content-Type-Options"] == "nosniff"
        server.check()
