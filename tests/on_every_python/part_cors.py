# cors: who may ask what, by the header lines that a browser looks at.
import picoweb
from cases import CASES, case, equal, raises, run
from picoweb import cors, entropy
from picoweb.testing import Client

A, B = "https://a.example", "http://b.example:8080"
PREFIX = "Access-Control-"
called = []


def new_app(*args, **kwargs):
    app = picoweb.WebApp("cors", serve_static=False)
    app.add_url_rule("/", index)
    app.add_url_rule("/get", index, methods=["GET"])
    app.add_url_rule("/skip", index, headers="skip")
    app.add_url_rule("/bad", bad)
    cors.allow(app, *args, **kwargs)
    return Client(app)


def index(req, resp):
    called.append(req.method)
    return "Hello"


def bad(req, resp):
    raise picoweb.HTTPError(403)


def told(client, origin=None, method="GET", path="/", asked=None):
    # (status, what the answer says about origins)
    lines = {}
    if origin is not None:
        lines["Origin"] = origin
    if asked:
        lines[PREFIX + "Request-Method"] = asked
    answer = client.request(method, path, headers=lines)
    found = {}
    for name, value in answer.headers.items():
        if name.startswith(PREFIX) or name == "Vary":
            found[name.replace(PREFIX, "")] = value
    return answer.status, found


NOBODY = {"Vary": "Origin"}


def for_one(origin):
    return {"Vary": "Origin", "Allow-Origin": origin}


@case
def a_list_of_origins():
    client = new_app([A, B])
    for origin in (A, B):
        for path, status in (("/", 200), ("/get", 200), ("/bad", 403), ("/none", 404)):
            equal((path, told(client, origin, "GET", path)), (path, (status, for_one(origin))))
        equal(told(client, origin, "POST"), (200, for_one(origin)))


@case
def other_origins():
    client = new_app([A, B])
    others = (
        None,
        "",
        "null",
        "*",
        A[:-1],
        A + "/",
        A + ":443",
        A + ".evil",
        A.upper(),
        "http://a.example",
        "a.example",
        A + ", " + B,
        A + " " + B,
        "h",
    )
    for origin in others:
        for path, status in (("/", 200), ("/none", 404)):
            equal((origin, told(client, origin, "GET", path)), (origin, (status, NOBODY)))


@case
def bytes_that_are_no_text():
    client = new_app([A])
    said = b"GET / HTTP/1.1\r\nHost: h\r\nOrigin: \xff\xfe\r\nConnection: close\r\n\r\n"
    equal(b"Allow-Origin" in client.converse(said).whole(), False)


@case
def an_origin_that_is_cut_is_another():
    client = new_app([A, B], methods="PUT", headers="X", credentials=True)
    for origin in (A, B):
        for i in range(len(origin)):
            for part in (origin[:i], origin[i + 1 :], origin[:i] + origin[i + 1 :]):
                equal((part, told(client, part)), (part, (200, NOBODY)))


@case
def random_bytes_are_no_origin():
    client = new_app([A])
    for _ in range(100):
        noise = bytes([byte | 128 for byte in entropy.random(20)])
        for origin in (noise, A.encode() + noise, noise + A.encode()):
            said = b"GET / HTTP/1.1\r\nHost: h\r\nOrigin: %s\r\nConnection: close\r\n\r\n"
            heard = client.converse(said % origin).whole()
            equal((origin, heard[:15], b"Allow-" in heard), (origin, b"HTTP/1.1 200 OK", False))


@case
def one_origin_is_no_text_to_search_in():
    client = new_app(A)
    equal(told(client, A), (200, for_one(A)))
    for origin in ("", "https://a", "a.example"):
        equal(told(client, origin), (200, NOBODY))
    equal(told(new_app([]), A), (200, NOBODY))
    equal(told(new_app(""), A), (200, NOBODY))


@case
def every_origin():
    for origins in ("*", ["*"], (A, "*")):
        client = new_app(origins)
        for origin in (A, None, "null", ""):
            equal(told(client, origin), (200, {"Allow-Origin": "*"}))
            equal(told(client, origin, path="/bad"), (403, {"Allow-Origin": "*"}))
            equal(told(client, origin, path="/skip"), (200, {"Allow-Origin": "*"}))


PREFLIGHT = {"Allow-Methods": "*", "Allow-Headers": "*", "Max-Age": "600"}


@case
def a_browser_asks_first():
    client = new_app([A])
    del called[:]
    expected = for_one(A)
    expected.update(PREFLIGHT)
    for path in ("/", "/get", "/none", "/bad"):
        equal((path, told(client, A, "OPTIONS", path, "PUT")), (path, (204, expected)))
    equal(called, [])


@case
def others_that_ask_first():
    # They hear what they would without.
    client = new_app([A])
    for origin in (None, B, "null"):
        equal(told(client, origin, "OPTIONS", "/get", "PUT"), (204, NOBODY))
        equal(told(client, origin, "OPTIONS", "/none", "PUT"), (404, NOBODY))
    answer = client.request("OPTIONS", "/get")
    equal((answer.status, answer.headers.get("Allow")), (204, "GET, HEAD, OPTIONS"))


@case
def what_may_be_asked():
    expected = {"Allow-Methods": "GET, PUT", "Allow-Headers": "X-Token", "Max-Age": "5"}
    expected["Allow-Origin"] = "*"
    for methods in (["GET", "PUT"], ("GET", "PUT"), "GET, PUT"):
        for headers in (["X-Token"], "X-Token"):
            client = new_app("*", methods, headers, max_age=5)
            equal(told(client, A, "OPTIONS", "/", "PUT"), (204, expected))
            equal(told(client, A, "PUT"), (200, {"Allow-Origin": "*"}))


@case
def with_credentials():
    client = new_app([A], methods="PUT", headers="X", credentials=True)
    allowed = {"Vary": "Origin", "Allow-Origin": A, "Allow-Credentials": "true"}
    equal(told(client, A), (200, allowed))
    for other in (B, "null", None):
        equal(told(client, other), (200, NOBODY))
        equal(told(client, other, "OPTIONS", "/get", "PUT"), (204, NOBODY))
    equal(told(client, A, path="/bad"), (403, allowed))
    allowed.update({"Allow-Methods": "PUT", "Allow-Headers": "X", "Max-Age": "600"})
    equal(told(client, A, "OPTIONS", "/", "PUT"), (204, allowed))


@case
def credentials_never_go_with_a_star():
    app = picoweb.WebApp("cors")
    for names in (
        ("*", "PUT", "X"),
        (["*"], "PUT", "X"),
        ([A, "*"], "PUT", "X"),
        ([A], "*", "X"),
        ([A], ["*"], "X"),
        ([A], "PUT", "*"),
        ([A], "PUT", ["X", "*"]),
    ):
        e = raises(ValueError, cors.allow, app, *(names + (True,)))
        equal("name all" in str(e), True)
    equal(app.hooks or None, None)


@case
def a_route_without_headers_knows_no_origin():
    client = new_app([A])
    equal(told(client, A, path="/skip"), (200, NOBODY))


@case
def an_app_that_is_mounted():
    app = picoweb.WebApp("outer", serve_static=False)
    inner = picoweb.WebApp("inner", serve_static=False)
    app.add_url_rule("/", index)
    inner.add_url_rule("/", index)
    app.mount("/api", inner)
    cors.allow(inner, [A])
    client = Client(app)
    equal(told(client, A), (200, {}))
    equal(told(client, A, path="/api/"), (200, for_one(A)))


run(CASES)
