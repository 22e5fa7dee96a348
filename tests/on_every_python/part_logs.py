# logs: the lines of an access log, and the files that they go to.
import picoweb
from cases import CASES, case, equal, raises, run
from parts import clock, run_until
from picoweb import entropy, logs, proxy
from picoweb.testing import Client, MemoryStream, Memory
from say import get, head
from scratch import contents, exists, new_path, remove
from talk import LEAVES, Log, converse

NOON = clock(2026, 31 * 86400 + 12 * 3600 + 34 * 60 + 5)
TIME = "[01/Feb/2026:12:34:05 +0000]"
logs.time = lambda: NOON.now

lines = []
app = picoweb.WebApp("logs", serve_static=False)
inner = picoweb.WebApp("inner", serve_static=False)
app.mount("/in/ner", inner)
logs.access(app, lines.append)


@app.route("/")
@inner.route("/")
@inner.route("/deep")
def index(req, resp):
    return "Hello"


@app.route("/bad")
def bad(req, resp):
    raise ValueError("bad")


@app.route("/decoded")
def decoded(req, resp):
    req.path = '/"\\\r\n\0\x1b[31m'
    return ""


@app.route("/large")
async def large(req, resp):
    await picoweb.start_response(resp)
    for _ in range(3):
        await resp.awrite("x" * 1000)


@app.route("/events")
async def events(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    await resp.awrite("data: 1\n\n")
    return False


def said(*pieces):
    # The lines that a connection leaves in the log.
    del lines[:]
    run_until(converse(app, pieces))
    return lines


def logged(asked, status, size, address="-"):
    return '%s - - %s "%s" %d %d\n' % (address, TIME, asked, status, size)


LINES = [
    (get("/"), "GET / HTTP/1.1", 200, 5),
    (get("/?a=1&b"), "GET /?a=1&b HTTP/1.1", 200, 5),
    (head("GET / HTTP/1.0"), "GET / HTTP/1.0", 200, 5),
    (head("GET / HTTP/1.9", "Host: h"), "GET / HTTP/1.1", 200, 5),
    (head("HEAD / HTTP/1.1", "Host: h"), "HEAD / HTTP/1.1", 200, 0),
    (get("/in/ner/deep?x"), "GET /in/ner/deep?x HTTP/1.1", 200, 5),
    (get("/large"), "GET /large HTTP/1.1", 200, 3000),
    (get("/events"), "GET /events HTTP/1.1", 200, 9),
    (get("/none"), "GET /none HTTP/1.1", 404, 15),
    (get("/in/ner/none"), "GET /in/ner/none HTTP/1.1", 404, 15),
    (get("/bad"), "GET /bad HTTP/1.1", 500, 27),
    (get('/a"b\\'), 'GET /a\\"b\\\\ HTTP/1.1', 404, 15),
    (get("/decoded"), 'GET /\\"\\\\\\r\\n\\u0000\\u001b[31m HTTP/1.1', 200, 0),
    (head("GET / HTTP/1.1"), "GET / HTTP/1.1", 400, 17),
    (head("GET /\x1b HTTP/1.1", "Host: h"), "-", 400, 17),
    (b"nonsense\r\n\r\n", "-", 400, 17),
    (get("/" + "x" * 2000), "-", 414, 18),
]


@case
def a_line_for_each_request():
    for request, *expected in LINES:
        equal((request, said(request)), (request, [logged(*expected)]))


@case
def requests_of_one_connection():
    found = said(get("/") + get("/none") + get("/?2"))
    expected = [
        logged("GET / HTTP/1.1", 200, 5),
        logged("GET /none HTTP/1.1", 404, 15),
        logged("GET /?2 HTTP/1.1", 200, 5),
    ]
    equal(found, expected)


def one_line(found):
    # Whatever was asked: nobody ends a line, or speaks to a terminal.
    equal([found[0][-1:], len(found), min(found[0][:-1]) >= " "], ["\n", 1, True])


@case
def a_request_that_is_cut_leaves_a_line():
    request = get('/?"a\\', "X-Forwarded-For: 1.2.3.4")
    equal(said(LEAVES), [])
    for i in range(1, len(request)):
        one_line(said(request[:i], LEAVES))


@case
def random_bytes_leave_a_line():
    for _ in range(100):
        noise = entropy.random(30)
        for request in (noise + b"\r\n\r\n", b"GET /" + noise + b" HTTP/1.1\r\n\r\n"):
            del lines[:]
            one_line(said(b"G" + request, LEAVES))


class Peer(MemoryStream):
    def __init__(self, app, sock):
        super().__init__(app, sock, ("192.168.4.1", 50000))


def addressed(*fields):
    # Which address is logged.
    del lines[:]
    memory = Memory((get("/", *fields),))
    memory.said_all = True
    stream = Peer(app, memory)
    app.log = Log()
    app.streams.append(stream)
    run_until(app._converse(stream))
    return lines[0].split(" ")[0]


@case
def the_address_is_the_client_s():
    forged = "X-Forwarded-For: 6.6.6.6"
    equal(addressed(), "192.168.4.1")
    equal(addressed(forged), "192.168.4.1")
    proxy.trust(app, ["192.168.4.1"])
    equal(addressed(forged + ", 1.2.3.4"), "1.2.3.4")
    equal(addressed('X-Forwarded-For: "\\'), "192.168.4.1")
    proxy.trust(app, [])


@case
def what_writes_may_raise():
    def write(text):
        raise OSError(28, "no space left")

    full = picoweb.WebApp("full", serve_static=False)
    full.add_url_rule("/", index)
    logs.access(full, write)
    full.log = log = Log()
    client = Client(full)
    for _ in range(2):
        equal(client.get("/").text, "Hello")
    equal(len(log.errors), 2)


# ---- files


@case
def a_full_disk_is_logged_and_harms_nobody():
    full = picoweb.WebApp("full", serve_static=False)
    full.add_url_rule("/", index)
    logs.access(full, logs.file("/dev/full"))
    full.log = log = Log()
    client = Client(full)
    for _ in range(1100):  # more than files that may be open
        equal(client.get("/").text, "Hello")
        equal((len(log.errors), "OSError" in log.errors.pop()), (1, True))


@case
def a_file_that_cannot_be_opened_says_so():
    for path in (new_path("none") + "/access.log", "/"):
        raises(OSError, logs.file(path), "line\n")


def text_in(path):
    return contents(path).decode()


@case
def a_file_stays_within_a_size():
    path = new_path("access.log")
    write = logs.file(path, 100)
    line = "x" * 39 + "\n"
    for number in range(20):
        write(line)
        sizes = [len(text_in(p)) if exists(p) else 0 for p in (path, path + ".1")]
        equal(sizes, [40 * ((number + 1) % 3), 120 if number > 1 else 0])
    remove(path)
    remove(path + ".1")


@case
def what_is_older_is_there_until_it_is_too_much():
    path = new_path("access.log")
    write = logs.file(path, 10)
    for number in range(5):
        write("line %d\n" % number)
    equal((text_in(path), text_in(path + ".1")), ("line 4\n", "line 2\nline 3\n"))
    # A program that starts again goes on where it was.
    logs.file(path, 10)("line 5\n")
    equal((exists(path), text_in(path + ".1")), (False, "line 4\nline 5\n"))
    remove(path + ".1")


@case
def a_size_to_the_byte():
    path = new_path("access.log")
    logs.file(path, 10)("x" * 9)
    equal(exists(path + ".1"), False)
    logs.file(path, 10)("x")
    equal((exists(path), text_in(path + ".1")), (False, "x" * 10))
    remove(path + ".1")


@case
def an_app_writes_to_a_file():
    path = new_path("access.log")
    site = picoweb.WebApp("site", serve_static=False)
    site.add_url_rule("/", index)
    logs.access(site, logs.file(path))
    client = Client(site)
    client.get("/")
    client.get("/none")
    expected = logged("GET / HTTP/1.1", 200, 5) + logged("GET /none HTTP/1.1", 404, 15)
    equal(text_in(path), expected)
    remove(path)


run(CASES)
