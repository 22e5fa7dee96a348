"""What is believed of proxies: tables on every Python, and over sockets."""

from pathlib import Path

import httpx
from faults.live import HOST
from live.serving import serve

HERE = Path(__file__).parent / "on_every_python"


def test_tables(python, run_cases):
    run_cases(python, HERE / "part_proxy.py")


def test_who_asks_is_told_by_who_is_trusted(python):
    lines = {
        "X-Forwarded-For": "6.6.6.6, 1.2.3.4",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "example.com",
    }
    with serve(python, "guarded.py") as server, httpx.Client(trust_env=False) as client:
        url = f"http://{HOST}:{server.port}"
        assert client.get(url + "/who", headers=lines).text == f"{HOST} {url}"
        client.get(url + "/trust")
        assert client.get(url + "/who", headers=lines).text == "1.2.3.4 https://example.com"
        assert client.get(url + "/who").text == f"{HOST} {url}"
        server.check()
