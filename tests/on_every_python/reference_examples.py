# The examples of the reference do what they say: each is imported, and asked. The test has them
# write into a folder of their own.
import sys

from cases import CASES, case, equal, run
from parts import run_until
from picoweb.auth import hash_password
from picoweb.testing import Client

sys.path.insert(0, __file__.rpartition("/")[0] + "/../../docs/reference/examples")


def example(name):
    module = __import__(name)
    return module, Client(module.app)


def contains(text, part):
    if part not in text:
        raise ValueError("%r is not in %r" % (part, text))


@case
def use_picoweb():
    module, client = example("use_picoweb")
    equal(client.get("/").text, "Hello from the greenhouse!")
    equal(client.post("/lamp/40").json(), {"lamp": 40})
    equal(client.post("/lamp/400").status, 404)


@case
def use_utils():
    module, client = example("use_utils")
    equal(client.get("/find?plant=tomato+red&plant=basil").json(), ["tomato red", "basil"])
    equal(client.get("/find?plant=tomato").json(), ["tomato"])
    equal(client.get("/path/a%20b").text, "/path/a b")


@case
def use_files():
    module, client = example("use_files")
    answer = client.get("/files/tomato.svg")
    equal(answer.headers["Content-Type"], "image/svg+xml")
    equal(answer.headers["Cache-Control"], "max-age=86400")
    etag = {"If-None-Match": answer.headers["ETag"]}
    equal(client.get("/files/tomato.svg", headers=etag).status, 304)
    equal(client.get("/picture").body, answer.body)
    equal(client.get("/files/none.svg").status, 404)


@case
def use_assets():
    module, client = example("use_assets")
    answer = client.get("/static/garden.css")
    equal(answer.text, "body { color: green }\n")
    equal(answer.headers["ETag"], '"1f3a"')
    equal(client.get("/static/other.css").status, 404)


@case
def use_cookies():
    module, client = example("use_cookies")
    contains(client.get("/").text, "red")
    client.post("/colour/green")
    contains(client.get("/").text, "green")
    client.delete("/colour")
    contains(client.get("/").text, "red")


@case
def use_session():
    module, client = example("use_session")
    equal(client.get("/").text, "Visit number 1.")
    equal(client.get("/").text, "Visit number 2.")
    equal(Client(module.app).get("/").text, "Visit number 1.")


@case
def use_auth():
    module, client = example("use_auth")
    client.timeout = 60  # a board takes its time to hash
    refused = client.get("/lamp")
    equal(refused.status, 401)
    contains(refused.headers["WWW-Authenticate"], 'realm="greenhouse"')
    known = {"Authorization": "Basic YW5uOnRvbWF0bw=="}  # ann:tomato
    equal(client.get("/lamp", headers=known).text, "Hello, ann: the lamp is off.")


@case
def use_login():
    module, client = example("use_login")
    client.timeout = 60

    async def sign_up():
        module.stored["ann"] = await hash_password("tomato", 10)

    run_until(sign_up())
    equal(client.get("/lamp").headers["Location"], "/login?next=/lamp")
    token = client.get("/login").text.split('csrf_token" value="')[1].split('"')[0]
    form = {"name": "ann", "password": "wrong", "csrf_token": token}
    contains(client.post("/login?next=/lamp", data=form).text, "Log in")
    form["password"] = "tomato"
    equal(client.post("/login?next=/lamp", data=form).headers["Location"], "/lamp")
    equal(client.get("/lamp").text, "Hello, ann: the lamp is off.")
    client.post("/logout", data=form)
    equal(client.get("/lamp").status, 303)


@case
def use_csrf():
    module, client = example("use_csrf")
    equal(client.post("/lamp").status, 403)
    token = client.get("/").text.split('value="')[1].split('"')[0]
    equal(client.post("/lamp", data={"csrf_token": token}).text, "Switched.")
    equal(client.post("/hook").text, "Another program called.")


@case
def use_cors():
    module, client = example("use_cors")
    asked = client.get("/temperature", headers={"Origin": "https://garden.example"})
    equal(asked.headers["Access-Control-Allow-Origin"], "https://garden.example")
    other = client.get("/temperature", headers={"Origin": "https://other.example"})
    equal(other.headers.get("Access-Control-Allow-Origin"), None)


@case
def use_sse():
    module, client = example("use_sse")
    with client.events("/temperature") as events:
        heard = [(one.event, one.data) for one in [next(events) for _ in range(3)]]
    equal(heard[0], ("measured", '{"degrees": 18.0}'))
    equal(heard[2], ("measured", '{"degrees": 19.0}'))


@case
def use_websocket():
    module, client = example("use_websocket")
    with client.websocket("/lamp") as ws:
        ws.send("on")
        equal(ws.receive(), "The lamp is on.")
        ws.send("out")
        equal(ws.receive(), "The lamp is off.")


@case
def use_topic():
    module, client = example("use_topic")
    equal(client.post("/news", data="Watered").json(), {"number": 1})
    with client.events("/news") as events:
        equal(next(events).data, "Watered")
        client.post("/news", data="Opened")
        equal(next(events).data, "Opened")


@case
def use_multipart():
    module, client = example("use_multipart")
    answer = client.post("/upload", {"by": "Ann"}, files={"leaf": ("leaf.txt", b"x" * 5000)})
    equal(sorted(answer.json(), key=str), [["by", None, 3], ["leaf", "leaf.txt", 5000]])


@case
def use_chunked():
    module, client = example("use_chunked")
    answer = client.get("/table")
    equal("Content-Length" in answer.headers, False)
    equal(answer.text.split("\n")[1], "0,18.0")
    equal(len(answer.text.split("\n")), 24 * 60 + 2)


@case
def use_security():
    module, client = example("use_security")
    equal(client.get("/").headers["X-Content-Type-Options"], "nosniff")
    equal([client.post("/login").status for _ in range(3)], [200, 200, 429])


@case
def use_proxy():
    module, client = example("use_proxy")
    equal(client.get("/").text[:20], "You come from memory")


@case
def use_tls():
    module, client = example("use_tls")
    equal(client.get("/").text, "Nobody else can read this.")


@case
def use_logs():
    module, client = example("use_logs")
    client.get("/")
    contains(client.get("/log").text, "GET / HTTP/1.1&quot; 200 6")


@case
def use_store():
    module, client = example("use_store")
    tomato = client.post("/plants/tomato").json()
    equal(tomato, {"id": 1, "name": "tomato", "degrees": 20})
    equal(client.get("/plants").json(), [tomato])
    equal(client.delete("/plants/1").text, "It is gone.")
    equal(client.delete("/plants/1").status, 404)


@case
def use_secret():
    module, client = example("use_secret")
    link = client.get("/link/ann").text
    equal(client.get(link).text, "Open for ann.")
    equal(client.get(link.replace("ann", "bob")).status, 403)


@case
def use_entropy():
    module, client = example("use_entropy")
    first, second = client.post("/guest").json(), client.post("/guest").json()
    equal((len(first["token"]), first["token"] == second["token"]), (32, False))


@case
def use_guard():
    module, client = example("use_guard")
    equal(client.get("/plants").json(), ["tomato", "basil"])
    client.post("/close")
    equal(client.get("/plants").text.strip(), "The greenhouse is closed.")


@case
def use_testing():
    module, client = example("use_testing")
    module.test_the_lamp()


if sys.implementation.name == "cpython":

    @case
    def use_asgi():
        module, client = example("use_asgi")
        equal(client.get("/").text, "Hello from a larger greenhouse!")
        equal(module.asgi.app is module.app, True)


run(CASES)
