"""Nothing grows: not by thousands of requests, nor by thousands of clients that leave midway.

Live heap after a collection, descriptors, poll entries, the timer queue and connection slots
return to the values that they had once everything had been loaded.
"""

import http.client

from faults.live import HOST, PATIENCE, get, read_all, read_answer, request, reset, wait_for
from live.serving import STAGES, serve

# What a table that was just enlarged takes, or a poll: bytes, on CPython blocks. One object for
# every tenth request would be several times as much.
SPARE = {"cpython": 300, "micropython": 2000, "pycopy": 2000, "pycopy32": 2000}


def held_by(server):
    """Return what a server holds when all connections but this question's are gone."""
    server.wait_for_stats(slots=0)
    samples = [server.stats() for _ in range(3)]
    held = {name: min(sample[name] for sample in samples) for name in ("heap", "polled", "timers")}
    return dict(held, descriptors=server.descriptors())


def assert_nothing_grew(server, spare, before, cause):
    """What a server holds comes back to what it held before."""
    last = {}

    def is_as_before():
        # A collector that looks at the stack may find a stale word there, until it is gone.
        last.update(held_by(server))
        return last["heap"] <= before["heap"] + spare and all(
            last[name] <= max(before[name], 1) for name in ("polled", "timers", "descriptors")
        )

    assert wait_for(is_as_before), (cause, before, last)


# ---- Ten thousand requests

JSON = b'{"bed": 7, "plants": ["mint", "peas"]}'
CHUNKS = b"4\r\nmint\r\n6\r\n, peas\r\n0\r\n\r\n"

# method, path, body, header lines, status
MIXED = [
    ("GET", "/", b"", (), 200),
    ("HEAD", "/", b"", (), 200),
    ("POST", "/body", b"x" * 300, (), 200),
    ("POST", "/body", CHUNKS, ("Transfer-Encoding: chunked",), 200),
    ("POST", "/count", b"x" * 3000, (), 200),
    ("POST", "/form", b"name=Ada%20L&more&more=1", (), 200),
    ("POST", "/", b"nobody reads this", (), 200),
    ("GET", "/nowhere", b"", (), 404),
    ("GET", "/gone", b"", (), 410),
    ("GET", "/break", b"", (), 500),
    ("GET", "/beds/7/mint", b"", ("Cookie: a=b", "X-Long: " + "x" * 300), 200),
    ("PUT", "/beds/7/peas", b"", (), 200),
    ("DELETE", "/beds/7/peas", b"", (), 405),
    ("OPTIONS", "/beds/7/peas", b"", (), 204),
    ("GET", "/beds/query?name=%D0%B0&name=b&c", b"", (), 201),
    ("POST", "/beds/json", JSON, (), 200),
    ("POST", "/beds/json", b"nonsense", (), 400),
    ("GET", "/beds/old", b"", (), 200),
    ("GET", "/beds/away", b"", (), 303),
    ("GET", "/static/bed.txt", b"", (), 200),
    ("GET", "/static/../main.py", b"", (), 404),
    ("GET", "/sleep?1", b"", (), 200),
]
# After these the server closes.
BAD = [
    (b"NONSENSE\r\n\r\n", 400),
    (b"GET / HTTP/1.1\r\n\r\n", 400),
    (get("/", "no colon"), 400),
    (get("/", "X: " + "x" * 5000), 431),
    (get("/" + "x" * 1100), 414),
    (request("POST", "/body", "Content-Length: 5000", body=b"x" * 100), 413),
    (request("POST", "/body", "Transfer-Encoding: chunked", body=b"zz\r\n"), 400),
    (request("GET", "/", "Transfer-Encoding: gzip, chunked"), 501),
    (get("/large?4"), 200),
]


def message(method, path, body, lines, close=False):
    lines = ["Host: a", *lines, *(["Connection: close"] if close else [])]
    if body and "Transfer-Encoding: chunked" not in lines:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode() + body


def ask_at_once(server, asks):
    """Send all of them over one connection before the first answer is read."""
    said = [message(*ask[:4]) for ask in asks]
    sock = server.say(b"".join(said) + get("/nowhere"))
    heard = read_all(sock)
    sock.close()
    statuses = [int(part[:3]) for part in heard.split(b"HTTP/1.1 ")[1:]]
    assert statuses == [ask[4] for ask in asks] + [404], heard[-500:]
    return len(statuses)


def ask_in_turn(server, asks):
    """Ask them over one connection, each after the answer to the one before."""
    client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
    client.connect()
    sock = client.sock
    for method, path, body, lines, status in asks:
        headers = dict(line.split(": ", 1) for line in lines)
        client.request(method, path, body, headers)
        response = client.getresponse()
        response.read()
        assert response.status == status, (method, path)
    assert client.sock is sock, "it had to connect again"
    client.close()
    return len(asks)


def ask_each(server, asks):
    """Ask each over a connection of its own."""
    for ask in asks:
        with server.say(message(*ask[:4], close=True)) as sock:
            assert int(read_answer(sock)[9:12]) == ask[4], ask
    for said, status in BAD:
        with server.say(said) as sock:
            assert int(sock.recv(2000)[9:12]) == status, said[:60]
    return len(asks) + len(BAD)


def ask_in_every_way(server):
    return ask_at_once(server, MIXED * 12) + ask_in_turn(server, MIXED) + ask_each(server, MIXED)


def test_nothing_grows_over_ten_thousand_requests(python):
    with serve(python, "growing.py") as server:
        for _ in range(4):
            ask_in_every_way(server)
        before = held_by(server)
        count = 0
        while count < 10000:
            count += ask_in_every_way(server)
        assert_nothing_grew(server, SPARE[python.name], before, "requests")
        server.check()


# ---- A thousand clients that leave, at every stage of a request

AT_ONCE, ROUNDS = 50, 20
# How long a handler goes on is its own affair: here it is soon done.
LEAVING = dict(
    STAGES,
    **{
        "in the handler": get("/sleep?30"),
        "in the handler, half a body": request(
            "POST", "/sleep?30", "Content-Length: 9", body=b"x"
        ),
        "between two requests": b"GET / HTTP/1.1\r\nHost: a\r\n\r\n",
    },
)


def leave(server, stage, number=AT_ONCE):
    """Bring connections to a stage, and end every other one by a reset."""
    socks = [server.say(LEAVING[stage], narrow=True) for _ in range(number)]
    # The server takes its clients in turn: now it has taken these.
    assert server.get("/").status == 200
    for i, sock in enumerate(socks):
        if i % 2:
            reset(sock)
        else:
            sock.close()
    server.wait_for_stats(slots=0, asleep=0)


def test_nothing_grows_over_a_thousand_dropped_connections_at_every_stage(python):
    with serve(python, max_conns=2 * AT_ONCE + 10) as server:
        for stage in LEAVING:
            for _ in range(2):
                leave(server, stage)
        before = held_by(server)
        for stage in LEAVING:
            for _ in range(ROUNDS):
                leave(server, stage)
            assert_nothing_grew(server, SPARE[python.name], before, stage)
        server.check()
