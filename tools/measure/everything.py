"""What a client asks of the program that uses every part: real libraries, as real clients do."""

import shutil

import httpx
from websockets.sync.client import connect

from tools.measure import trees
from tools.measure.clients import Wrong
from tools.measure.servers import HOST

FILE = (trees.LINE * trees.FILE_SIZE)[: trees.FILE_SIZE]
UPLOAD = b"x" * 20_000
ROUNDS = 3
# What the program keeps. With each record more it needs a little more memory.
KEPT = ("notes", "upload", "access.log", "access.log.1")


def forget(tree):
    """Remove what an earlier run of the program kept, so that each begins alike."""
    for name in KEPT:
        path = tree / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def drive(port):
    """Use every part, some of them at once, a few times over."""
    with httpx.Client(base_url=f"http://{HOST}:{port}", timeout=20) as client:
        for number in range(1, ROUNDS + 1):
            pages(client, number)
            files(client)
            pushed(client, port, f"message {number}")


def pages(client, number):
    """Session, cookies, CSRF, forms, the store, chunks, CORS, rates, security and passwords."""
    page = ask(client, "GET", "/", headers={"Origin": "https://example.com"})
    check(page.json()["visits"] == number, page)
    check(page.headers["Access-Control-Allow-Origin"] == "https://example.com", page)
    form = {"text": f"note {number}", "csrf_token": page.json()["token"]}
    ask(client, "POST", "/notes/new", data=form)
    ask(client, "POST", "/notes/new", 403, data={"text": "forged"})
    listed = ask(client, "GET", "/notes")
    check(listed.text.startswith(f"note {number}\n"), listed)
    ask(client, "GET", "/often")
    ask(client, "GET", "/admin", 401)
    ask(client, "GET", "/admin", auth=("gardener", "open sesame"))


def files(client):
    """A file whole, in part, and not again; and one sent up."""
    whole = ask(client, "GET", "/files/data.txt")
    check(whole.content == FILE, whole)
    part = ask(client, "GET", "/files/data.txt", 206, headers={"Range": "bytes=-100"})
    check(part.content == FILE[-100:], part)
    tag = {"If-None-Match": whole.headers["ETag"]}
    ask(client, "GET", "/files/data.txt", 304, headers=tag)
    sent = ask(client, "POST", "/upload", files={"photo": ("a.jpg", UPLOAD, "image/jpeg")})
    check(sent.json() == {"photo": len(UPLOAD)}, sent)


def pushed(client, port, message):
    """A message said over a WebSocket is heard there, and as an event."""
    with client.stream("GET", "/events") as events, connect(f"ws://{HOST}:{port}/talk") as ws:
        ws.send(message)
        if ws.recv(timeout=10) != message:
            raise Wrong("the WebSocket said something else")
        lines = events.iter_lines()
        while f"data: {message}" != next(lines):
            pass


def ask(client, method, path, status=200, **kwargs):
    answer = client.request(method, path, **kwargs)
    check(answer.status_code == status, answer)
    return answer


def check(true, answer):
    if not true:
        raise Wrong(f"{answer.request.url}: {answer.status_code} {answer.text[:60]!r}")
