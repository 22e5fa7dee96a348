# picoweb.testing's Client in memory: what it says, what it makes of answers, and how it ends
# what does not end.
import picoweb
from cases import CASES, case, equal, pause, raises, run, until
from parts import port, run_until
from picoweb.testing import ROOM, Client

app = picoweb.WebApp("client", serve_static=False)
ended = []  # handlers that were ended, by name


class Silent:
    def info(self, *args):
        pass

    error = debug = exc = request = info


app.log = Silent()


@app.route("/")
async def index(req, resp):
    return "index"


@app.route("/said", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
async def said(req, resp):
    body = b"" if req.method in ("GET", "DELETE") else await req.read_body()
    content_type = req.headers.get(b"Content-Type", b"-")
    return b"%s %s %s" % (req.method.encode(), content_type, body)


@app.route("/json", methods=["POST"])
async def json_back(req, resp):
    return {"got": await req.read_json()}


@app.route("/form", methods=["POST"])
async def form(req, resp):
    return await req.read_form_data()


@app.route("/header")
async def header(req, resp):
    return req.headers.get(b"X-Question", b"none")


@app.route("/cookies")
async def cookies(req, resp):
    return req.headers.get(b"Cookie", b"none")


@app.route("/set")
async def set_cookie(req, resp):
    for line in req.parse_qs()["line"]:
        resp.add_header("Set-Cookie", line)
    return "set"


@app.route("/bad")
async def bad(req, resp):
    raise ValueError("bad")


@app.route("/cut")
async def cut(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("half")
    await resp.flush()
    raise ValueError("cut")


@app.route("/short")
async def short(req, resp):
    await picoweb.start_response(resp, headers={"Content-Length": "10"})
    await resp.awrite("half")
    await resp.flush()


@app.route("/large")
async def large(req, resp):
    await picoweb.start_response(resp)
    for _ in range(20):
        await resp.awrite("x" * 1000)


@app.route("/hangs")
async def hangs(req, resp):
    try:
        await picoweb.sleep_ms(60000)
    finally:
        ended.append("hangs")


@app.route("/hangs-in-part")
async def hangs_in_part(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("first")
    await hangs(req, resp)


@app.route("/stubborn")
async def stubborn(req, resp):
    # Swallows its cancellation, which is an Exception on Pycopy.
    try:
        await picoweb.sleep_ms(60000)
    except Exception:
        pass
    try:
        await picoweb.start_response(resp)
        await resp.awrite("x" * 3000)
    finally:
        ended.append("stubborn")


@app.route("/three")
async def three(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    for number in range(3):
        await resp.awrite("data: %d\n\n" % number)
        await picoweb.sleep_ms(1)


@app.route("/thoughtful")
async def thoughtful(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    await picoweb.sleep_ms(1000)
    await resp.awrite("data: at last\n\n")


written = []


@app.route("/endless")
async def endless(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    try:
        while True:
            await resp.awrite("data: x\n\n")
            written.append(9)
    finally:
        ended.append("endless")


@app.route("/gathered")
async def gathered(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("now")
    await picoweb.sleep_ms(60000)


@app.route("/kept")
def kept(req, resp):
    app.spawn(say_later(resp))
    return False


async def say_later(resp):
    await picoweb.sleep_ms(5)
    await resp.awrite("HTTP/1.0 200 OK\r\n\r\nlater")
    await resp.aclose()


@app.route("/unknown-status")
async def unknown_status(req, resp):
    return "x", 299


def client(timeout=5):
    # What an earlier case has left behind is that one's fault.
    for stream in list(app.streams):
        stream.close()
    ended.clear()
    return Client(app, timeout)


def nothing_is_left():
    equal(app.streams, [])


# ---- what is said and heard


@case
def get_and_text():
    r = client().get("/")
    equal((r.status, r.body, r.text), (200, b"index", "index"))
    equal(r.headers.get("content-length"), "5")
    nothing_is_left()


@case
def every_method():
    c = client()
    equal(c.get("/said").text, "GET - ")
    equal(c.delete("/said").text, "DELETE - ")
    equal(c.put("/said", "a").text, "PUT text/plain; charset=utf-8 a")
    equal(c.post("/said", b"\0").body, b"POST - \0")
    equal(c.post("/said", "").text, "POST text/plain; charset=utf-8 ")
    equal(c.request("PATCH", "/said", b"p").text, "PATCH - p")
    equal(c.request("TRACE", "/said").status, 405)
    equal(c.request("OPTIONS", "/json").headers["Allow"], "OPTIONS, POST")
    nothing_is_left()


@case
def head_has_a_length_and_no_body():
    r = client().request("HEAD", "/")
    equal((r.status, r.headers["Content-Length"], r.body), (200, "5", b""))


@case
def json_both_ways():
    r = client().post("/json", json={"a": [1, None, "\u044f"]})
    equal(r.json(), {"got": {"a": [1, None, "\u044f"]}})
    equal(client().post("/json", json=0).json(), {"got": 0})
    equal(client().post("/json", "hello").status, 400)


@case
def form_data():
    r = client().post("/form", {"a b": "c&d", "e": "\u044f", "n": 5})
    equal(r.json(), {"a b": "c&d", "e": "\u044f", "n": "5"})


@case
def headers_of_one_s_own():
    equal(client().get("/header", headers={"X-Question": "why"}).text, "why")
    equal(client().get("/header").text, "none")
    r = client().post("/said", "{}", headers={"Content-Type": "application/json"})
    equal(r.text, "POST application/json {}")


@case
def cookies_are_kept_and_deleted():
    c = client()
    equal(c.get("/cookies").text, "none")
    c.get("/set?line=a%3D1%3B+Path%3D/&line=b%3D2")
    equal(sorted(c.get("/cookies").text.split("; ")), ["a=1", "b=2"])
    c.get("/set?line=a%3D%3B+Max-Age%3D0&line=b%3D3")
    equal(c.get("/cookies").text, "b=3")
    equal(client().get("/cookies").text, "none")


@case
def errors_are_answers():
    c = client()
    equal(c.get("/none").status, 404)
    equal(c.get("/bad").status, 500)
    equal(c.get("no-slash").status, 400)
    equal(c.get("/unknown-status").status, 299)
    nothing_is_left()


@case
def it_prints_as_a_person_reads_it():
    shown = "< HTTP/1.1 200 OK\n< Content-Type: text/html; charset=utf-8\n< Content-Length: 5\n"
    equal(repr(client().get("/")), shown + "<\nindex")


@case
def a_long_response_is_read_whole():
    equal(len(client().get("/large").body), 20000)
    nothing_is_left()


@case
def a_response_that_is_cut_raises():
    equal(raises(OSError, client().get, "/cut").args[0], 104)
    e = raises(ValueError, client().get, "/short")
    equal("4 of 10 bytes" in str(e), True)
    nothing_is_left()


@case
def a_stream_that_the_program_keeps():
    equal(client().get("/kept").text, "later")
    nothing_is_left()


# ---- what does not end


@case
def a_handler_that_hangs_is_ended():
    e = raises(OSError, client(0.1).get, "/hangs")
    equal((e.args[0], "within 0.1 s" in str(e)), (port.ETIMEDOUT, True))
    run_until(until(lambda: ended == ["hangs"]))
    nothing_is_left()
    equal(client().get("/").text, "index")


@case
def a_handler_that_hangs_after_it_began_is_ended():
    raises(OSError, client(0.1).get, "/hangs-in-part")
    run_until(until(lambda: ended == ["hangs"]))
    nothing_is_left()


@case
def a_handler_that_swallows_its_end_cannot_go_on():
    raises(OSError, client(0.1).get, "/stubborn")
    pause(50)
    nothing_is_left()
    equal(client().get("/").text, "index")


@case
def a_stream_that_ends():
    pieces = client().stream("/three")
    equal((pieces.status, pieces.headers["Content-Type"]), (200, "text/event-stream"))
    equal("".join(list(pieces)), "data: 0\n\ndata: 1\n\ndata: 2\n\n")
    pieces.close()
    nothing_is_left()


@case
def an_endless_stream_is_closed():
    written.clear()
    pieces = client().stream("/endless")
    text = ""
    while len(text) < 5000:
        text += next(pieces)
    equal(text[:18], "data: x\n\ndata: x\n\n")
    pieces.close()
    run_until(until(lambda: ended == ["endless"]))
    nothing_is_left()


@case
def an_endless_stream_waits_for_its_reader():
    written.clear()
    pieces = client().stream("/endless")
    pause(30)
    count = sum(written)
    pause(30)
    equal(sum(written), count)
    equal(count < 2 * ROOM + 2000, True)
    for _ in range(3):
        next(pieces)
        pause(5)
    pieces.close()
    equal(sum(written) > count, True)


@case
def a_stream_in_a_with_statement_is_closed():
    with client().stream("/endless") as pieces:
        equal(next(pieces)[:9], "data: x\n\n")
    run_until(until(lambda: ended == ["endless"]))
    nothing_is_left()


@case
def a_stream_that_stops_raises():
    pieces = client(1).stream("/hangs-in-part")
    e = raises(OSError, list, pieces)
    equal(e.args[0], port.ETIMEDOUT)
    run_until(until(lambda: ended == ["hangs"]))
    nothing_is_left()


@case
def a_stream_that_is_cut_raises():
    raises(OSError, list, client().stream("/cut"))
    nothing_is_left()


@case
def what_is_gathered_does_not_wait_for_long():
    pieces = client(3).stream("/gathered")
    equal(next(pieces), "now")
    pieces.close()
    nothing_is_left()


@case
def a_head_alone_does_not_wait_either():
    errors = []
    log, app.log = app.log, app.log.__class__()
    app.log.exc = lambda e, where: errors.append(repr(e))
    pieces = client(5).stream("/thoughtful")
    equal("".join(list(pieces)), "data: at last\n\n")
    app.log = log
    equal(errors, [])
    nothing_is_left()


@case
def a_stream_of_an_error():
    pieces = client().stream("/none")
    equal((pieces.status, "".join(list(pieces))), (404, "404 Not Found\r\n"))
    nothing_is_left()


# ---- tasks of the program's


async def count_up(counts):
    try:
        while True:
            counts.append(1)
            await picoweb.sleep_ms(2)
    finally:
        counts.append("end")


class Noting(Silent):
    def __init__(self):
        self.errors = []

    def exc(self, e, *args):
        self.errors.append(repr(e))


async def breaks():
    await picoweb.sleep_ms(1)
    raise ValueError("broken")


@case
def a_background_task_runs_until_stop():
    own, counts = picoweb.WebApp(None), []
    own.log = Silent()
    own.spawn(count_up(counts))
    run_until(until(lambda: len(counts) > 3))
    own.stop()
    run_until(until(lambda: counts[-1] == "end"))
    run_until(until(lambda: not own.background))


@case
def errors_of_background_tasks_are_logged():
    own = picoweb.WebApp(None)
    own.log = Noting()
    own.spawn(breaks())
    run_until(until(lambda: own.log.errors))
    equal(len(own.log.errors), 1)
    equal("broken" in own.log.errors[0], True)
    run_until(until(lambda: not own.background))


@case
def init_is_called_once():
    class Counting(picoweb.WebApp):
        count = 0

        def init(self):
            self.count += 1
            super().init()

    own = Counting(None)
    own.add_url_rule("/", lambda req, resp: "x")
    for _ in range(3):
        Client(own).get("/")
    equal(own.count, 1)


run(CASES)
