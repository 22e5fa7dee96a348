# security: headers for careful browsers, and how often a client may ask.
import picoweb
from cases import CASES, case, equal, raises, run
from parts import Memory, run_until
from picoweb import proxy, security
from picoweb.testing import Client, MemoryStream
from say import get
from talk import Log

NAMES = (
    "X-Content-Type-Options",
    "Content-Security-Policy",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)


def new_app(name="security"):
    app = picoweb.WebApp(name, serve_static=False)
    app.add_url_rule("/", index)
    app.add_url_rule("/posted", index, methods=["POST"])
    app.add_url_rule("/bad", bad)
    return app


async def index(req, resp):
    return "Hello"


def bad(req, resp):
    raise ValueError("bad")


def sent(client, path="/"):
    answer = client.get(path)
    return [answer.headers.get_all(name) for name in NAMES]


STANDARD = [
    ["nosniff"],
    ["frame-ancestors 'self'; base-uri 'self'; object-src 'none'"],
    ["same-origin"],
    ["same-origin"],
]


@case
def headers_of_every_answer():
    app = new_app()
    security.headers(app)
    client = Client(app)
    app.log = Log()
    for path in ("/", "/bad", "/none", "/posted"):
        equal((path, sent(client, path)), (path, STANDARD))
    equal(client.get("/").text, "Hello")


@case
def headers_of_ones_own():
    app = new_app()
    security.headers(app, "default-src 'self'", "no-referrer", opener="unsafe-none")
    expected = [["nosniff"], ["default-src 'self'"], ["no-referrer"], ["unsafe-none"]]
    equal(sent(Client(app)), expected)


@case
def headers_with_line_breaks_are_refused():
    for text in ("a\r\nb", "a\n", "a\r\n\r\nb: c"):
        app = new_app()
        raises(ValueError, security.headers, app, text)
        equal(app.hooks or None, None)


@case
def headers_of_apps_that_are_mounted():
    app, inner = new_app(), new_app("inner")
    app.mount("/inner", inner)
    security.headers(app)
    equal(sent(Client(app), "/inner/"), STANDARD)


# ---- how often


class Clock:
    now = 1000000000.0

    def time(self):
        return self.now


clock = Clock()
security.time = clock.time


def asks(client, path="/"):
    # 0, or the seconds after which the client shall ask again.
    answer = client.get(path)
    if answer.status == 200:
        return 0
    equal(answer.status, 429)
    return int(answer.headers["Retry-After"])


def limited(*args):
    app = new_app()
    limit = security.RateLimit(*args)
    app.before_request(limit.check)
    return Client(app)


@case
def a_burst_and_then_a_rate():
    client = limited(2, 4)
    equal([asks(client) for _ in range(6)], [0, 0, 0, 0, 1, 1])
    clock.now += 0.5
    equal([asks(client) for _ in range(2)], [0, 1])
    clock.now += 1
    equal([asks(client) for _ in range(3)], [0, 0, 1])
    clock.now += 3600
    equal([asks(client) for _ in range(5)], [0, 0, 0, 0, 1])


@case
def the_least_and_the_most():
    for args in ((0, 1), (-1, 1), (1, 0), (1, -1), (1, 1, 0), (0.0, 1)):
        e = raises(ValueError, security.RateLimit, *args)
        equal("above 0" in str(e), True)
    equal([asks(client) for client in [limited(0.001, 1, 1)] * 2], [0, 1000])
    for rate in (1000, 1001, 1e9):
        equal([asks(client) for client in [limited(rate, 1, 1)] * 2], [0, 1])


@case
def the_time_to_wait_is_true():
    client = limited(0.1, 1)
    equal([asks(client) for _ in range(2)], [0, 10])
    clock.now += 4
    equal(asks(client), 6)
    clock.now += 5.5
    equal(asks(client), 1)
    clock.now += 0.5
    equal([asks(client) for _ in range(2)], [0, 10])


@case
def who_asks_too_often_does_not_wait_longer():
    client = limited(1, 1)
    asks(client)
    for _ in range(50):
        equal(asks(client), 1)
    clock.now += 1
    equal(asks(client), 0)


@case
def a_clock_that_is_set():
    client = limited(1, 2)
    for jump in (800000000, -800000000, -5, 5):
        for _ in range(3):
            asks(client)
        clock.now += jump
        equal((jump, asks(client)), (jump, 0))


@case
def a_clock_of_whole_seconds():
    client = limited(4, 4)
    real, security.time = security.time, lambda: int(clock.now)
    try:
        equal([asks(client) for _ in range(5)], [0, 0, 0, 0, 1])
        clock.now += 1
        equal([asks(client) for _ in range(5)], [0, 0, 0, 0, 1])
    finally:
        security.time = real


@case
def errors_count_as_well():
    client = limited(1, 2)
    client.app.log = Log()
    equal([client.get(path).status for path in ("/none", "/bad", "/none")], [404, 500, 429])


@case
def one_route():
    app = new_app()
    limit = security.RateLimit(1, 1)

    @app.route("/login/<name>")
    @limit
    async def login(req, resp, name):
        return name

    @app.route("/plain")
    @limit
    def plain(req, resp):
        return "plain"

    @app.route("/old")
    @limit
    def old(req, resp):
        yield from picoweb.start_response(resp)
        yield from resp.awrite("old")

    client = Client(app)
    for path, text in (("/login/me", "me"), ("/plain", "plain"), ("/old", "old")):
        equal(client.get(path).text, text)
        equal([client.get(p).status for p in ("/login/me", "/plain", "/old")], [429] * 3)
        equal(asks(client), 0)
        clock.now += 1


class From(MemoryStream):
    address = "192.168.4.1"

    def __init__(self, app, sock):
        super().__init__(app, sock, (self.address, 50000))


def status_for(app, address, *fields):
    memory = Memory((get("/", *fields),))
    memory.said_all = True
    From.address = address
    stream = From(app, memory)
    app.streams.append(stream)
    run_until(app._converse(stream))
    return int(memory.answer[9:12])


def limited_app(*args):
    app = new_app()
    app.log = Log()
    limit = security.RateLimit(*args)
    app.before_request(limit.check)
    return app, limit


@case
def each_address_has_its_own():
    app, _ = limited_app(1, 2)
    for address in ("10.0.0.1", "10.0.0.2"):
        equal([status_for(app, address) for _ in range(3)], [200, 200, 429])


@case
def an_address_that_is_invented_helps_nobody():
    app, _ = limited_app(1, 1)
    found = [status_for(app, "10.0.0.1", "X-Forwarded-For: 1.1.1.%d" % n) for n in range(3)]
    equal(found, [200, 429, 429])
    proxy.trust(app, ["10.0.0.1"])
    line = "X-Forwarded-For: 1.1.1.%d, 2.2.2.2"
    equal([status_for(app, "10.0.0.1", line % n) for n in range(3)], [200, 429, 429])
    equal(status_for(app, "10.0.0.1", "X-Forwarded-For: 3.3.3.3"), 200)


@case
def no_more_addresses_than_there_is_room_for():
    app, limit = limited_app(1, 3, 4)
    for number in range(20):
        equal(status_for(app, "10.0.0.%d" % number), 200)
        equal(len(limit.full_at), min(number + 1, 4))


@case
def ten_thousand_addresses_cost_no_more():
    app = new_app()
    limit = security.RateLimit(1, 1)

    class Asked:
        fields = {}
        reader = MemoryStream(app, Memory())

    for number in range(10000):
        Asked.reader.peer = ("10.0.%d.%d" % (number // 256, number % 256), 50000)
        limit.check(Asked, Asked.reader)
    equal(len(limit.full_at), 32)


@case
def who_has_asked_least_is_forgotten():
    app, limit = limited_app(1, 3, 2)
    for _ in range(3):
        equal(status_for(app, "10.0.0.1"), 200)
    for number in range(2, 9):
        equal(status_for(app, "10.0.0.%d" % number), 200)
        equal(status_for(app, "10.0.0.1"), 429)
    equal(sorted(limit.full_at), ["10.0.0.1", "10.0.0.8"])


@case
def who_is_known_takes_nobody_s_room():
    app, limit = limited_app(1, 3, 2)
    for address in ("10.0.0.1", "10.0.0.2", "10.0.0.2", "10.0.0.2"):
        status_for(app, address)
    equal(sorted(limit.full_at), ["10.0.0.1", "10.0.0.2"])


@case
def two_limits_know_nothing_of_each_other():
    app, _ = limited_app(1, 2)
    other = security.RateLimit(1, 1)
    app.before_request(other.check)
    equal([status_for(app, "10.0.0.1") for _ in range(2)], [200, 429])


run(CASES)
