# Which requests pass, which are refused, and what becomes of the form.
import picoweb
from cases import CASES, case, equal, run
from parts import Memory, MemoryStream, run_until
from picoweb import cookies, csrf, entropy
from picoweb.testing import Client
from talk import Log

app = picoweb.WebApp("csrf", serve_static=False)
inner = picoweb.WebApp("inner", serve_static=False)
single = picoweb.WebApp("single", serve_static=False)
app.mount("/inner", inner)
for each in (app, inner, single):
    each.log = Log()
csrf.protect(app)


@app.route("/")
def index(req, resp):
    return "index"


@app.route("/form", methods=["POST", "PUT"])
async def form(req, resp):
    return await req.read_form_data()


@app.route("/body", methods=["POST"])
async def body(req, resp):
    return await req.read_body()


@app.route("/token")
def token(req, resp):
    return csrf.token(req, resp) + " " + csrf.token(req, resp)


@app.route("/token-and-more")
def token_and_more(req, resp):
    csrf.token(req, resp)
    return [cookies.get(req, name) or "" for name in ("a", "csrf", "b")]


@app.route("/hook", methods=["POST"])
@csrf.exempt
def hook(req, resp):
    return "hooked"


@app.route("/hook/<int:n>", methods=["POST"])
@csrf.exempt
def numbered(req, resp, n):
    return "hooked %d" % n


@inner.route("/hook", methods=["POST"])
@csrf.exempt
def inner_hook(req, resp):
    return "inner hooked"


@inner.route("/act", methods=["POST"])
def inner_act(req, resp):
    return "acted"


@single.route("/open", methods=["POST"])
def single_open(req, resp):
    return "open"


@single.route("/plain", methods=["POST"])
@csrf.protect
def plain(req, resp):
    return "plain"


@single.route("/async/<name>", methods=["POST"])
@csrf.protect
async def asynchronous(req, resp, name):
    await picoweb.start_response(resp)
    await resp.awrite(name)


@single.route("/named/<f>/<check>/<what>", methods=["POST"])
@csrf.protect
def with_names(req, resp, f, check, what):
    return f + check + what


@single.route("/old", methods=["POST"])
@csrf.protect
def old_style(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("old")


SENT = [
    # Sec-Fetch-Site, Origin, passes?
    ("same-origin", None, True),
    ("same-origin", "https://evil.example", True),  # no page can say so
    ("same-site", "http://localhost", False),
    ("cross-site", "http://localhost", False),
    ("cross-site", None, False),
    ("none", None, False),
    ("Same-Origin", None, False),
    ("x", None, False),
    (None, "http://localhost", True),
    (None, "https://localhost", True),
    (None, "http://localhost:81", False),
    (None, "http://evil.example", False),
    (None, "http://localhost.evil.example", False),
    (None, "http://evil.localhost", False),
    (None, "http://evil.example/localhost", False),
    (None, "http://evil.example#://localhost", False),
    (None, "http://user@localhost", False),
    (None, "http://localhost/", False),
    (None, "http://", False),
    (None, "://", False),
    (None, "null", False),
    (None, "localhost", False),
    (None, "", False),
    ("", "http://localhost", True),
    ("", "", False),
    (None, None, False),
]


def headers_of(site, origin):
    headers = {}
    if site is not None:
        headers["Sec-Fetch-Site"] = site
    if origin is not None:
        headers["Origin"] = origin
    return headers


@case
def who_asks_decides():
    for site, origin, passes in SENT:
        response = Client(app).post("/form", {"a": "1"}, headers=headers_of(site, origin))
        equal((site, origin, response.status), (site, origin, 200 if passes else 403))


@case
def methods_that_change_nothing_pass():
    client = Client(app)
    headers = headers_of("cross-site", "http://evil.example")
    equal(client.get("/", headers).status, 200)
    equal(client.request("HEAD", "/", headers=headers).status, 200)
    equal(client.request("OPTIONS", "/", headers=headers).status, 200)
    for method in ("POST", "PUT", "DELETE", "PATCH", "X", "get", "G"):
        equal(client.request(method, "/", headers=headers).status, 403)


@case
def the_host_is_that_of_the_request():
    headers = {"Host": "board.local:8081", "Origin": "http://board.local:8081"}
    said = "POST /form HTTP/1.1\r\n%s\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    for origin, status in (("board.local:8081", 200), ("board.local", 403)):
        headers["Origin"] = "http://" + origin
        lines = "\r\n".join([name + ": " + headers[name] for name in headers])
        equal((origin, ask((said % lines).encode())[9:12]), (origin, b"%d" % status))
    equal(ask(b"POST /form HTTP/1.0\r\nOrigin: http://a\r\n\r\n")[9:12], b"403")


def ask(*pieces):
    memory = Memory(pieces)
    memory.said_all = True
    stream = MemoryStream(app, memory)
    app.streams.append(stream)
    run_until(app._converse(stream))
    return memory.answer


@case
def exempt_handlers_take_all():
    headers = headers_of("cross-site", "http://evil.example")
    for path, text in (
        ("/hook", "hooked"),
        ("/hook/5", "hooked 5"),
        ("/inner/hook", "inner hooked"),
    ):
        equal(Client(app).post(path, headers=headers).text, text)
    equal(Client(app).post("/inner/act", headers=headers).status, 403)
    equal(Client(app).post("/hook/x", headers=headers).status, 403)
    equal(Client(app).post("/nowhere", headers=headers).status, 403)


@case
def what_is_protected_stays_what_it_is():
    other = picoweb.WebApp("other")
    equal(csrf.protect(other) is other, True)
    equal(other.hooks["before"], [csrf.check])


@case
def a_route_can_be_protected_alone():
    bad = headers_of(None, "http://evil.example")
    good = headers_of(None, "http://localhost")
    for path, text in (
        ("/plain", "plain"),
        ("/async/ann", "ann"),
        ("/named/a/b/c", "abc"),
        ("/old", "old"),
    ):
        equal(Client(single).post(path, headers=bad).status, 403)
        equal(Client(single).post(path, headers=good).text, text)
    equal(Client(single).post("/open", headers=bad).text, "open")


# ---- the token


def with_token():
    client = Client(app)
    one, other = client.get("/token").text.split(" ")
    equal(one, other)
    equal(len(one), 32)
    equal(client.cookies, {"csrf": one})
    return client, one


@case
def a_token_is_kept():
    client, token = with_token()
    response = client.get("/token")
    equal(response.text, token + " " + token)
    equal("Set-Cookie" in response.headers, False)
    equal(with_token()[1] == token, False)


@case
def a_new_token_leaves_the_other_cookies_to_the_handler():
    for sent in ("a=1; b=2", "a=1; csrf=x; b=2"):
        response = Client(app).get("/token-and-more", {"Cookie": sent})
        pair = response.headers["Set-Cookie"].split(";")[0]
        equal(response.json(), ["1", pair[5:], "2"])


@case
def the_token_lets_a_form_pass_and_the_handler_has_it_all():
    client, token = with_token()
    equal(
        client.post("/form", {"csrf_token": token, "a": "1"}).json(),
        {"csrf_token": token, "a": "1"},
    )
    equal(client.post("/form", {"a": "x" * 3000, "csrf_token": token}).status, 200)
    text = "b=%20&csrf_token=" + token
    headers = {"Content-Type": "APPLICATION/x-www-form-urlencoded; charset=utf-8"}
    equal(client.post("/body", text, headers=headers).text, text)


@case
def the_token_in_a_header_does_as_well():
    client, token = with_token()
    equal(client.post("/body", b"\0\xff", headers={"X-CSRF-Token": token}).body, b"\0\xff")
    equal(client.post("/hook", headers={"X-CSRF-Token": token}).status, 200)
    equal(client.request("DELETE", "/", headers={"X-CSRF-Token": token}).status, 200)


@case
def no_other_token_does():
    client, token = with_token()
    others = ("", "x", token[:-1], token + "0", token.upper() + "x", " " + token, "\xff", "0" * 32)
    for other in others:
        equal((other, client.post("/form", {"csrf_token": other}).status), (other, 403))
        if other:
            headers = {"X-CSRF-Token": other.strip() if other.strip() != token else "x"}
            equal((other, client.post("/form", headers=headers).status), (other, 403))
    for form in ("csrf_token", "csrf_token=", "csrf_token=a&csrf_token=" + token, "&&", "%", "="):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        equal((form, client.post("/form", form, headers=headers).status), (form, 403))
    # Not as another kind of body, and never without the cookie.
    equal(client.post("/form", "csrf_token=" + token).status, 403)
    equal(client.post("/form", json={"csrf_token": token}).status, 403)
    equal(Client(app).post("/form", {"csrf_token": token}).status, 403)
    equal(Client(app).post("/form", {"csrf_token": ""}).status, 403)
    client.cookies["csrf"] = ""
    equal(client.post("/form", {"csrf_token": ""}).status, 403)


@case
def a_browser_that_names_another_site_needs_more_than_a_token():
    client, token = with_token()
    for headers in (headers_of("cross-site", None), headers_of(None, "http://evil.example")):
        equal(client.post("/form", {"csrf_token": token}, headers=headers).status, 403)
    headers = headers_of(None, "null")  # a page that asked for no referrer
    equal(client.post("/form", {"csrf_token": token}, headers=headers).status, 200)


@case
def what_is_no_token_in_a_cookie_goes_into_no_page():
    for value in ('"><script>', "x" * 32, "0" * 31, "0" * 33, '"\\060"', "A" * 32):
        client = Client(app)
        client.cookies["csrf"] = value
        equal(value in client.get("/token").text, False)


@case
def a_large_body_is_refused_and_every_prefix_answered():
    client, token = with_token()
    equal(client.post("/form", {"a": "x" * 5000, "csrf_token": token}).status, 413)
    form = b"a=1&csrf_token=" + token.encode()
    said = (
        "POST /form HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: csrf=%s\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: %d\r\n\r\n"
    )
    said = (said % (token, len(form))).encode() + form
    equal(ask(said)[9:12], b"200")
    for end in range(1, len(said)):
        answer = ask(said[:end])
        equal((end, answer[9:12] in (b"", b"400")), (end, True))
        equal((end, ask(said[:end], said[end:])[9:12]), (end, b"200"))


@case
def what_follows_a_form_on_a_kept_connection_is_answered():
    client, token = with_token()
    form = "csrf_token=" + token
    said = (
        "POST /form HTTP/1.1\r\nHost: a\r\nCookie: csrf=%s\r\nContent-Length: %d\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n%s"
        "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    )
    answer = ask((said % (token, len(form), form)).encode())
    equal(answer.count(b"HTTP/1.1 200 OK"), 2)
    equal(answer.endswith(b"index"), True)


@case
def random_bytes_are_refused():
    for _ in range(50):
        noise = entropy.random(30)
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "csrf=" + "0" * 32,
        }
        response = Client(app).post("/form", b"csrf_token=" + noise, headers=headers)
        equal(response.status, 403)


run(CASES)
