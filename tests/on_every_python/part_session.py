# Sessions: what comes back, and what does not.
import picoweb
import picoweb.session
from cases import CASES, case, equal, raises, run
from picoweb import entropy, secret
from picoweb.session import Sessions
from picoweb.testing import Client
from talk import Log

YA = "\u044f"
KEY, OLD = b"sixteen bytes or", b"more of an old key"
DATA = {"user": "ann", "n": [1, 2.5, None, True], "ya": YA, "": {"a": {}}}


class Asked:
    def __init__(self, value=None):
        self.headers = {} if value is None else {b"cookie": b"session=" + value}


class Answered:
    def add_header(self, name, value):
        self.pair, _, self.attributes = value.partition("; ")
        self.name, _, self.value = self.pair.partition("=")


class clock:  # noqa: N801
    # While it is in use, the time is what it is told.
    def __init__(self, now):
        self.now = now

    def __enter__(self):
        self.time = picoweb.session.time
        picoweb.session.time = lambda: self.now
        return self

    def __exit__(self, *args):
        picoweb.session.time = self.time


def saved(sessions, data):
    resp = Answered()
    sessions.save(resp, data)
    return resp


def loaded(sessions, value):
    return sessions.load(Asked(value.encode() if isinstance(value, str) else value))


@case
def what_was_saved_comes_back():
    sessions = Sessions([KEY])
    for data in (DATA, {"a": ""}, {"a": "x" * 700}):
        equal(loaded(sessions, saved(sessions, data).value), data)


@case
def the_cookie_is_as_safe_as_it_can_be():
    resp = saved(Sessions([KEY]), DATA)
    equal(resp.attributes, "Path=/; SameSite=Lax; Max-Age=86400; HttpOnly")
    sessions = Sessions([KEY], max_age=60)
    sessions.secure = True
    sessions.name = "id"
    resp = saved(sessions, DATA)
    equal(resp.name, "id")
    equal(resp.attributes, "Path=/; SameSite=Lax; Max-Age=60; Secure; HttpOnly")


@case
def an_empty_session_deletes_the_cookie():
    resp = saved(Sessions([KEY]), {})
    equal("Max-Age=0;" in resp.attributes, True)
    equal(loaded(Sessions([KEY]), resp.value), {})


@case
def nothing_is_an_empty_session():
    sessions = Sessions([KEY])
    equal(sessions.load(Asked()), {})
    for value in ("", ".", "..", "a.b", "{}", "7b7d.", ".0", YA, '"', "\\"):
        equal((value, loaded(sessions, value)), (value, {}))


@case
def no_other_byte_and_no_part_of_it_is_believed():
    sessions = Sessions([KEY])
    value = saved(sessions, {"a": 1}).value
    for i in range(len(value)):
        other = "0" if value[i] != "0" else "1"
        equal((i, loaded(sessions, value[:i] + other + value[i + 1 :])), (i, {}))
        equal((i, loaded(sessions, value[:i])), (i, {}))
        equal((i, loaded(sessions, value[i + 1 :])), (i, {}))
    for more in ("0", ".", " 0", ".0", '"'):
        equal(loaded(sessions, value + more), {})
        equal(loaded(sessions, more + value), {})
    equal(loaded(sessions, value.upper()), {})
    equal(loaded(sessions, value), {"a": 1})


@case
def random_bytes_are_not_believed():
    sessions = Sessions([KEY])
    for _ in range(100):
        noise = entropy.random(60)
        equal(loaded(sessions, noise), {})
        equal(loaded(sessions, secret.to_text(noise) + "." + secret.to_text(noise[:32])), {})


@case
def another_key_or_another_name_is_not_believed():
    value = saved(Sessions([KEY]), DATA).value
    equal(loaded(Sessions([OLD]), value), {})
    other = Sessions([KEY])
    other.name = "other"
    asked = Asked()
    asked.headers = {b"cookie": b"other=" + value.encode()}
    equal(other.load(asked), {})


@case
def the_first_key_signs_and_all_are_believed():
    old, both, new = Sessions([OLD]), Sessions([KEY, OLD]), Sessions([KEY])
    equal(loaded(both, saved(old, DATA).value), DATA)
    equal(loaded(both, saved(new, DATA).value), DATA)
    equal(loaded(new, saved(both, DATA).value), DATA)
    equal(loaded(old, saved(both, DATA).value), {})


@case
def without_a_key_there_is_a_random_one():
    one, other = Sessions(), Sessions()
    value = saved(one, DATA).value
    equal(loaded(one, value), DATA)
    equal(loaded(other, value), {})


@case
def a_session_expires():
    sessions = Sessions([KEY], max_age=100)
    with clock(1000000000.9) as now:
        value = saved(sessions, DATA).value
        for later, expected in ((0, DATA), (99, DATA), (100, {}), (101, {}), (1e8, {})):
            now.now = 1000000000.9 + later
            equal((later, loaded(sessions, value)), (later, expected))


@case
def a_clock_that_was_set_back_prolongs_nothing():
    sessions = Sessions([KEY], max_age=100)
    with clock(2000000000) as now:
        value = saved(sessions, DATA).value
        for earlier, expected in ((1, DATA), (59, DATA), (60, {}), (1e9, {})):
            now.now = 2000000000 - earlier
            equal((earlier, loaded(sessions, value)), (earlier, expected))


@case
def what_is_too_large_is_an_error_that_says_so():
    sessions = Sessions([KEY])
    fixed = len(saved(sessions, {"a": ""}).value)
    sessions.max_size = fixed + 20
    equal(loaded(sessions, saved(sessions, {"a": "x" * 10}).value), {"a": "x" * 10})
    e = raises(ValueError, saved, sessions, {"a": "x" * 11})
    equal("a session of %d bytes" % (fixed + 22) in str(e), True)
    equal(str(fixed + 20) in str(e), True)


@case
def a_key_is_long_enough():
    for keys in (
        [b""],
        [b"15 bytes of key"],
        [KEY, b""],
        ["text for a key, long"],
        [None],
        "text",
        KEY,  # not in a list
    ):
        equal("16" in str(raises(ValueError, Sessions, keys)), True)
    Sessions([b"16 bytes of a key"[:16]])


@case
def what_could_not_come_back_is_an_error():
    for value in (picoweb, len, clock(0)):
        raises((TypeError, ValueError), saved, Sessions([KEY]), {"a": value})


# ---- in an app

app = picoweb.WebApp("session", serve_static=False)
app.log = Log()
sessions = Sessions([KEY])


@app.route("/")
def index(req, resp):
    data = sessions.load(req)
    data["seen"] = data.get("seen", 0) + 1
    sessions.save(resp, data)
    return "seen %d" % data["seen"]


@app.route("/end")
def end(req, resp):
    sessions.save(resp, {})
    return "ended"


@app.route("/large")
def large(req, resp):
    sessions.save(resp, {"a": "x" * 2000})


@case
def a_client_has_a_session():
    client = Client(app)
    equal([client.get("/").text for _ in range(3)], ["seen 1", "seen 2", "seen 3"])
    client.get("/end")
    equal(client.get("/").text, "seen 1")
    client.cookies["session"] = "forged"
    equal(client.get("/").text, "seen 1")


@case
def the_largest_session_comes_back_in_a_head():
    resp = saved(sessions, {"seen": 1, "a": "x" * 900})
    equal(len(resp.value) > 1900, True)
    equal(Client(app).get("/", {"Cookie": resp.pair}).text, "seen 2")
    equal(Client(app).get("/large").status, 500)
    equal("2048 fit" in app.log.errors[-1], True)


run(CASES)
