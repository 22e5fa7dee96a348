# Who is let in, by each scheme and by the form, and who has to wait.
import picoweb
from cases import CASES, case, equal, raises, run
from parts import run_until
from picoweb import auth, auth_digest, auth_login, entropy, port, proxy
from picoweb.auth_digest import parameters, response, same_place
from picoweb.session import Sessions
from picoweb.testing import Client
from talk import Log

try:
    from binascii import b2a_base64
except ImportError:
    from ubinascii import b2a_base64

YA = "\u044f"


def table(function, cases):
    for given, expected in cases:
        equal((given, function(given)), (given, expected))


class clock:  # noqa: N801
    # While it is in use, the time is what it is told.
    def __init__(self, now=1000000000):
        self.now = now

    def __enter__(self):
        self.time = auth.time
        auth.time = auth_digest.time = lambda: self.now
        return self

    def __exit__(self, *args):
        auth.time = auth_digest.time = self.time


def address(req):
    return req.headers.get(b"x-address", b"nobody").decode()


true_address, auth.address = auth.address, address


def result(coro):
    # Pycopy's run_until_complete() says nothing.
    said = []

    async def keep():
        said.append(await coro)

    run_until(keep())
    return said[0]


def patient():
    # Nobody has failed yet.
    del auth.failures[:]


# ---- passwords

DERIVED = [
    # RFC 7914, 11, its first half; and what all libraries are tested with
    (("passwd", "salt", 1), "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"),
    (("password", "salt", 2), "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"),
    (
        ("password", "salt", 4096),
        "c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a",
    ),
]


@case
def the_known_answers_of_pbkdf2_come():
    for arguments, expected in DERIVED:
        equal(result(auth.derive(*arguments)), expected)


@case
def a_password_is_verified_with_what_is_stored():
    for password in ("", "a", "two words", YA, "x" * 200, "a$b"):
        stored = result(auth.hash_password(password, 3))
        equal(stored.split("$")[:2], ["pbkdf2_sha256", "3"])
        equal(result(auth.verify_password(password, stored)), True)
        equal(result(auth.verify_password(password + "b", stored)), False)
        equal(result(auth.verify_password(password, stored[:-1])), False)
        equal(result(auth.verify_password(password, stored.replace("$3$", "$4$"))), False)
    equal(result(auth.hash_password("a")).split("$")[1], "2000")
    equal(result(auth.hash_password("a", 1)) == result(auth.hash_password("a", 1)), False)


@case
def what_is_no_stored_password_is_an_error():
    stored = result(auth.hash_password("a", 1))
    others = ["", "a", "a$b$c", "a$b$c$d", "a$1$b$c$d", stored[1:], "x" + stored]
    others += [stored.replace("$1$", "$%s$" % count) for count in ("", "x", "-1", "1.5")]
    for other in others + [stored[:end] for end in range(len("pbkdf2_sha256$") + 1)]:
        e = raises(ValueError, run_until, auth.verify_password("a", other))
        equal("hash_password" in str(e), True)


@case
def the_loop_has_its_turns_while_a_password_is_hashed():
    turns = []

    async def count():
        while len(turns) < 1000:
            turns.append(1)
            await port.sleep_ms(0)

    async def both():
        task = port.spawn(count())
        await auth.hash_password("a", 1001)
        turned = len(turns)
        port.cancel(task)
        return turned

    equal(result(both()) >= 15, True)


# ---- parsers

SAFE = [
    ("/", "/"),
    ("/a", "/a"),
    ("/a/b?c=d&e#f", "/a/b?c=d&e#f"),
    ("/a//b", "/a//b"),
    ("/%2F/evil.example", "/%2F/evil.example"),
    ("/login?next=//evil.example", "/login?next=//evil.example"),
    ("", "/"),
    (None, "/"),
    (True, "/"),
    (["/a", "/b"], "/"),
    ("a", "/"),
    ("//evil.example", "/"),
    ("///evil.example", "/"),
    ("/\\evil.example", "/"),
    ("\\/evil.example", "/"),
    ("\\\\evil.example", "/"),
    ("/a\\b", "/"),
    ("/\t/evil.example", "/"),
    ("/\n/evil.example", "/"),
    ("/\r\nX: 1", "/"),
    ("\t//evil.example", "/"),
    (" /a", "/"),
    ("/ a", "/"),
    ("/a\0", "/"),
    ("/a\x7f", "/"),
    ("/" + YA, "/"),
    ("https://evil.example/", "/"),
    ("https:/evil.example", "/"),
    ("https:evil.example", "/"),
    ("javascript:alert(1)", "/"),
    ("?a", "/"),
    ("#a", "/"),
    ("@evil.example", "/"),
    (".evil.example", "/"),
]

PARAMETERS = [
    ("", {}),
    ("a=1", {"a": "1"}),
    ("a=1,b=2", {"a": "1", "b": "2"}),
    ("A=1, b = 2 ", {"a": "1", "b": "2"}),
    ('a="1"', {"a": "1"}),
    ('a="1", b=2, c="3"', {"a": "1", "b": "2", "c": "3"}),
    ('a="b, c=d", e="f"', {"a": "b, c=d", "e": "f"}),
    ('a=" b "', {"a": " b "}),
    ('a="",b=""', {"a": "", "b": ""}),
    ('a="b\\"c", d="\\\\"', {"a": 'b"c', "d": "\\"}),
    ('a="\\\\\\"", b=1', {"a": '\\"', "b": "1"}),
    ('a="b', {"a": "b"}),
    ('a="b\\', {"a": "b\\"}),
    ("a", {"a": ""}),
    ("=", {"": ""}),
    (",,,", {"": ""}),
    ('"', {'"': ""}),
]

PLACES = [
    (("/a", "/a"), True),
    (("/a?b", "/a?b"), True),
    (("/a?", "/a"), True),
    (("/", "/"), True),
    (("/in", "/in/"), True),
    (("/in?b", "/in/?b"), True),
    (("/a", "/b"), False),
    (("/a?b", "/a"), False),
    (("/a?b", "/a?c"), False),
    (("/a", "/a?b"), False),
    (("", "/a"), False),
    (("/A", "/a"), False),
    (("http://h/a", "/a"), False),
]


@case
def the_next_place_is_on_this_host():
    table(auth_login.safe_next, SAFE)


@case
def parameters_of_a_header_are_told_apart():
    table(parameters, PARAMETERS)
    table(lambda pair: same_place(*pair), PLACES)


@case
def every_prefix_of_parameters_ends():
    text = 'username="a\\"b\\\\", nc=00000001, qop=auth, response="0"'
    for end in range(len(text)):
        equal(isinstance(parameters(text[:end]), dict), True)


RFC_7616 = (
    'username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", algorithm=MD5, '
    'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", nc=00000001, '
    'cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", qop=auth, '
    'opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"'
)
KNOWN = [
    ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
]


@case
def the_known_answers_of_digest_come():
    # RFC 7616, 3.9.1. Here all Pythons have MD5.
    said = parameters(RFC_7616)
    equal([name for name, _ in auth_digest.Digest.hashes], ["SHA-256", "MD5"])
    for name, expected in KNOWN:
        hash = auth.value_of(name, auth_digest.Digest.hashes, None)
        equal(response(hash, "GET", said["realm"], "Circle of Life", said), expected)


# ---- the schemes

USERS = {"ann": "open sesame", "open": "", YA: "p:w", 'a"b\\': "x"}
ALLOWED = ("ann", YA, 'a"b\\')


async def check(name, password):
    await port.sleep_ms(0)
    return USERS.get(name) == password


def who(token):
    return {"t1": "ann", "t2": {"id": 2}}.get(token)


app = picoweb.WebApp("auth", serve_static=False)
inner = picoweb.WebApp("inner", serve_static=False)
whole = picoweb.WebApp("whole", serve_static=False)
app.mount("/inner", inner)
for each in (app, inner, whole):
    each.log = Log()
basic = auth.Basic(check, "the garden")
bearer = auth.Bearer(who)
digest = auth.Digest(USERS.get, "shed")
basic.require(whole)


@app.route("/basic")
@basic.require
async def with_basic(req, resp):
    return req.user


@app.route("/plain/<int:n>")
@basic.require
def plain(req, resp, n):
    return "%s %d" % (req.user, n)


@app.route("/old")
@basic.require
def old_style(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("old")


@app.route("/kept")
@basic.require
async def kept(req, resp):
    await picoweb.start_response(resp, "text/event-stream")
    await resp.awrite("data: 1\n\n")
    app.spawn(resp.aclose())
    return False


@app.route("/bearer", methods=["GET", "POST"])
@bearer.require
def with_bearer(req, resp):
    return {"user": req.user}


@app.route("/digest", methods=["GET", "POST"])
@digest.require
async def with_digest(req, resp):
    return req.user


@inner.route("/")
@digest.require
async def inner_digest(req, resp):
    return req.user


@whole.route("/")
def index(req, resp):
    return req.user


def encoded(text):
    data = text if isinstance(text, bytes) else text.encode()
    return b2a_base64(data).decode().strip()


def get(path, authorization=None, app=app, **headers):
    if authorization is not None:
        headers["Authorization"] = authorization
    return Client(app).get(path, headers)


RIGHT = "Basic " + encoded("ann:open sesame")
BASIC = [
    (None, None),
    ("", None),
    (RIGHT, "ann"),
    ("basic " + RIGHT[6:], "ann"),
    ("BASIC   " + RIGHT[6:], "ann"),
    ("Basic " + encoded(YA + ":p:w"), YA),
    ("Basic " + encoded("ann:open sesame "), None),
    ("Basic " + encoded("ann:"), None),
    ("Basic " + encoded("ann"), None),
    ("Basic " + encoded("open:"), "open"),
    ("Basic " + encoded("open"), None),
    ("Basic " + encoded(":"), None),
    ("Basic " + encoded("bob:x"), None),
    ("Basic " + encoded(b"\xff:\xff"), None),
    ("Basic", None),
    ("Basic ", None),
    ("Basic =", None),
    ("Basic *", None),
    ("Basic " + YA, None),
    ("Basic a", None),
    ("Bearer " + RIGHT[6:], None),
    (RIGHT[6:], None),
]


@case
def basic_lets_in_who_is_known():
    patient()
    for said, user in BASIC:
        patient()
        response = get("/basic", said)
        if user:
            equal((said, response.text), (said, user))
            continue
        equal((said, response.status), (said, 401))
        expected = 'Basic realm="the garden", charset="UTF-8"'
        equal(response.headers["WWW-Authenticate"], expected)


@case
def every_kind_of_handler_can_be_behind_it():
    patient()
    for path, text in (("/plain/5", "ann 5"), ("/old", "old"), ("/kept", "data: 1\n\n")):
        equal(get(path).status, 401)
        equal(get(path, RIGHT).text, text)
    equal(get("/", app=whole).status, 401)
    equal(get("/nowhere", app=whole).status, 401)
    equal(get("/", RIGHT, app=whole).text, "ann")
    equal(get("/nowhere", RIGHT, app=whole).status, 404)


@case
def a_bearer_has_a_token():
    patient()
    equal(get("/bearer", "Bearer t1").json(), {"user": "ann"})
    equal(get("/bearer", "bearer t2").json(), {"user": {"id": 2}})
    equal(get("/bearer").headers["WWW-Authenticate"], 'Bearer realm="picoweb"')
    for said in ("Bearer t3", "Bearer", "Bearer t1 t1", "Bearer t1,", "Basic t1", "t1"):
        patient()
        response = get("/bearer", said)
        equal((said, response.status), (said, 401))
        expected = 'Bearer realm="picoweb", error="invalid_token"'
        equal(response.headers["WWW-Authenticate"], expected)


# ---- Digest


def challenges(response):
    lines = response.headers.get_all("WWW-Authenticate")
    return [parameters(line[7:]) for line in lines]


def reply(challenge, password="open sesame", name="ann", method="GET", hashing="", **changed):
    # What a client says.
    said = {"username": name, "uri": "/digest", "nc": "00000001", "cnonce": "c", "qop": "auth"}
    said.update({key: challenge[key] for key in ("realm", "nonce", "algorithm")})
    said.update(changed)
    hash = auth.value_of(hashing or challenge["algorithm"], digest.hashes, None)
    said["response"] = response(hash, method, said["realm"], password, said)
    return said


def line(said):
    pieces = []
    for key in sorted(said):
        value = said[key].replace("\\", "\\\\").replace('"', '\\"')
        bare = key in ("nc", "qop", "algorithm")
        pieces.append("%s=%s" % (key, value) if bare else '%s="%s"' % (key, value))
    return "Digest " + ", ".join(pieces)


def answer(said, path="/digest", **headers):
    return get(path, said if isinstance(said, str) else line(said), **headers)


def stale(response):
    equal(response.status, 401)
    return challenges(response)[0].get("stale") == "true"


def fresh_challenges():
    patient()
    return challenges(get("/digest"))


@case
def a_challenge_says_what_can_be():
    patient()
    response = get("/digest")
    equal(response.status, 401)
    found = challenges(response)
    equal([challenge["algorithm"] for challenge in found], ["SHA-256", "MD5"])
    for challenge in found:
        equal(
            (challenge["realm"], challenge["qop"], challenge["charset"]), ("shed", "auth", "UTF-8")
        )
        equal("stale" in challenge, False)


@case
def digest_lets_in_who_knows_the_password():
    for algorithm in (0, 1):
        challenge = fresh_challenges()[algorithm]
        for number, name in enumerate(ALLOWED):
            count = "%08x" % (number + 9)  # 9, a, b: they are hexadecimal
            said = reply(challenge, USERS[name], name, nc=count)
            equal(answer(said).text, name)
    challenge = fresh_challenges()[1]
    said = reply(challenge)
    del said["algorithm"]  # MD5, for old clients
    equal(answer(said).text, "ann")


@case
def nothing_of_it_can_be_changed():
    challenge = fresh_challenges()[0]
    good = reply(challenge)
    for key in good:
        said = dict(good)
        for value in (said[key] + "0", said[key][:-1], ""):
            if key in ("realm", "qop"):
                continue  # they are no part of what it says, but of what the server knows
            said[key] = value
            patient()
            equal((key, value, stale(answer(said))), (key, value, False))
        del said[key]
        patient()
        if key not in ("realm", "qop"):
            equal((key, stale(answer(said))), (key, False))
    patient()
    equal(answer(good).text, "ann")


@case
def what_is_not_said_is_refused_also_if_the_password_is_right():
    for names in (("nc",), ("nonce",), ("cnonce",), ("nc", "nonce"), ("nc", "cnonce", "qop")):
        challenge = fresh_challenges()[0]
        said = reply(challenge, **dict.fromkeys(names, ""))
        for name in names:
            del said[name]
        expected = 200 if names == ("cnonce",) else 401
        equal((names, answer(said).status), (names, expected))


@case
def another_password_method_realm_or_place_is_refused():
    challenge = fresh_challenges()[0]
    wrong = (
        reply(challenge, "open sesam"),
        reply(challenge, "", "bob"),
        reply(challenge, "None", "bob"),
        reply(challenge, method="POST"),
        reply(challenge, realm="other"),
        reply(challenge, uri="/basic"),
        reply(challenge, uri="/digest?a"),
        reply(challenge, uri=""),
        reply(challenge, algorithm="MD5-sess", hashing="MD5"),
        reply(challenge, algorithm="md5", hashing="MD5"),
        reply(challenge, algorithm="SHA-512-256", hashing="MD5"),
    )
    for said in wrong:
        patient()
        equal(stale(answer(said)), False)
    patient()
    equal(stale(answer(reply(challenge), path="/digest?a")), False)
    equal(answer(reply(challenge, uri="/digest?a=%20"), path="/digest?a=%20").text, "ann")


@case
def a_mounted_app_has_the_path_that_was_sent():
    for path in ("/inner", "/inner/", "/inner/?b=c"):
        challenge = fresh_challenges()[0]
        equal(answer(reply(challenge, uri=path), path=path).text, "ann")
        equal(stale(answer(reply(challenge, uri="/"), path=path)), False)


@case
def a_request_is_good_once():
    challenge = fresh_challenges()[0]
    first, second = reply(challenge), reply(challenge, nc="00000002")
    third = reply(challenge, nc="0000000a")
    equal([answer(said).status for said in (first, second, third)], [200, 200, 200])
    for said in (first, second, third, reply(challenge, nc="00000009")):
        equal(stale(answer(said)), True)
    for count in ("0000000b1", "b", ""):
        equal(stale(answer(reply(challenge, nc=count))), True)
    equal(auth.failures, [])
    equal(answer(reply(challenge, nc="0000000b")).status, 200)


@case
def a_nonce_is_good_for_some_time():
    with clock() as now:
        challenge = fresh_challenges()[0]
        now.now += 299
        equal(answer(reply(challenge)).status, 200)
        now.now += 1
        response = answer(reply(challenge, nc="00000002"))
        equal(stale(response), True)
        # The client tries again by itself, with what it is told.
        equal(answer(reply(challenges(response)[0])).status, 200)
        challenge = fresh_challenges()[0]
        now.now -= 1  # the clock was set back
        equal(stale(answer(reply(challenge))), True)


@case
def a_nonce_is_from_here():
    challenge = fresh_challenges()[0]
    nonce = challenge["nonce"]
    made, _, signature = nonce.partition(".")
    others = ["", ".", "0", "x.y", made, made + ".", "0." + signature, nonce + "0", nonce[:-1]]
    others.append(auth.Digest(USERS.get, "shed").nonce(made))
    others.append(made + "1." + signature)
    others.append("1" + nonce)
    for other in others:
        challenge["nonce"] = other
        equal((other, stale(answer(reply(challenge)))), (other, True))


@case
def many_clients_cost_a_fixed_room_and_nothing_is_good_twice():
    with clock() as now:
        said = []
        for _ in range(40):
            now.now += 1
            said.append(reply(fresh_challenges()[0]))
            equal(answer(said[-1]).status, 200)
            equal(len(digest.counts) <= 16, True)
        for each in said:
            equal(stale(answer(each)), True)
        now.now += 1
        equal(answer(reply(fresh_challenges()[0])).status, 200)
    # A clock that was set back by years locks nobody out.
    with clock(now.now - 100000000):
        equal(answer(reply(fresh_challenges()[0])).status, 200)


@case
def two_clients_of_one_moment_have_a_nonce_each():
    with clock():
        one, other = fresh_challenges()[0], fresh_challenges()[0]
        equal(one["nonce"] == other["nonce"], False)
        equal([answer(reply(each)).status for each in (other, one)], [200, 200])
    del digest.counts[:]


@case
def a_board_without_md5_offers_what_it_has():
    alone = auth.Digest(USERS.get, "shed")
    alone.hashes = digest.hashes[:1]
    small = picoweb.WebApp("small", serve_static=False)
    small.log = Log()
    small.add_url_rule("/digest", alone.require(lambda req, resp: req.user))
    patient()
    found = challenges(get("/digest", app=small))
    equal([challenge["algorithm"] for challenge in found], ["SHA-256"])
    equal(get("/digest", line(reply(found[0])), app=small).text, "ann")
    said = reply(dict(found[0], algorithm="MD5"), nc="00000002")
    equal(get("/digest", line(said), app=small).status, 401)


@case
def hostile_credentials_are_refused():
    for _ in range(60):
        patient()
        noise = "".join([chr(32 + byte % 95) for byte in entropy.random(80)])
        for path, scheme in (("/basic", "Basic "), ("/bearer", "Bearer "), ("/digest", "Digest ")):
            equal(get(path, scheme + noise).status, 401)
    said = line(reply(fresh_challenges()[0]))
    for end in range(len(said) - 1):
        patient()
        equal((end, answer(said[:end]).status), (end, 401))
    for said in ("Digest " + '"' * 3000, "Digest " + "=," * 1500, "Digest " + "\\" * 3000):
        equal(answer(said).status, 401)


# ---- who failed often


def fails(count, where="a"):
    return [get("/basic", "Basic x", **{"X-Address": where}).status for _ in range(count)]


def tries(where="a"):
    response = get("/basic", RIGHT, **{"X-Address": where})
    return response.status, response.headers.get("Retry-After")


@case
def who_failed_often_waits():
    patient()
    with clock() as now:
        equal(fails(5), [401] * 5)
        for pause in (1, 2, 4, 8, 16, 32, 64, 64, 64):
            equal(tries(), (429, str(pause)))
            equal(get("/bearer", "Bearer t1", **{"X-Address": "a"}).status, 429)
            now.now += pause - 1
            equal(tries(), (429, "1"))
            now.now += 1
            equal(fails(1), [401])
        equal(tries("b"), (200, None))
        now.now += 64
        equal(tries(), (200, None))
        equal(auth.failures, [])
        equal(fails(5), [401] * 5)


@case
def success_forgets_failures():
    patient()
    for _ in range(5):
        equal(fails(4), [401] * 4)
        equal(tries(), (200, None))
    # No credentials are no failure.
    equal([get("/basic").status for _ in range(20)], [401] * 20)
    equal(auth.failures, [])


@case
def many_addresses_cost_a_fixed_room():
    patient()
    with clock():
        fails(5, "first")
        for number in range(15):
            fails(1, "other %d" % number)
        equal(len(auth.failures), 16)
        equal(tries("first")[0], 429)
        fails(1, "one more")
        equal(len(auth.failures), 16)
        equal(tries("first")[0], 200)  # forgotten
        for number in range(100):
            fails(1, "another %d" % number)
            equal(len(auth.failures) <= 16, True)
        # Who succeeds pushes nobody out.
        fails(5, "last")
        for number in range(40):
            equal(tries("good %d" % number), (200, None))
        equal(tries("last")[0], 429)


@case
def a_clock_that_was_set_back_locks_nobody_out():
    patient()
    with clock() as now:
        fails(5)
        equal(tries()[0], 429)
        now.now -= 1000000
        equal(tries()[0], 200)


@case
def failures_at_one_time_are_counted_all():
    patient()

    class Asked:
        headers = {}

    async def slowly():
        await port.sleep_ms(1)
        return False

    async def together():
        for _ in range(7):
            port.spawn(auth.judged(Asked, slowly))
        await port.sleep_ms(50)

    run_until(together())
    equal([value[0] for _, value in auth.failures], [7])


@case
def while_one_try_is_looked_at_the_next_waits():
    patient()
    said = []

    class Asked:
        headers = {}

    class Stream:
        def add_header(self, name, value):
            pass

    Asked.reader = Stream()

    async def attempt():
        try:
            said.append(await auth.judged(Asked, slowly))
        except picoweb.HTTPError as e:
            said.append(e.status)

    async def slowly():
        await port.sleep_ms(5)
        return False

    async def together():
        for _ in range(5):
            port.spawn(attempt())
        await port.sleep_ms(50)

    with clock() as now:
        run_until(together())
        equal(said, [False] * 5)
        now.now += 10
        del said[:]
        run_until(together())
        equal(sorted(said), [False, 429, 429, 429, 429])


@case
def a_proxy_is_believed_where_the_program_trusts_it():
    behind = picoweb.WebApp("behind", serve_static=False)
    behind.add_url_rule("/", lambda req, resp: true_address(req))
    headers = {"X-Forwarded-For": "192.0.2.7"}
    equal(Client(behind).get("/", headers).text, "")
    proxy.trust(behind, "")  # in memory nobody has an address
    equal(Client(behind).get("/", headers).text, "192.0.2.7")


@case
def an_error_in_a_check_is_no_failure_of_the_client():
    patient()
    broken = picoweb.WebApp("broken", serve_static=False)
    broken.log = Log()
    broken.add_url_rule("/", auth.Basic(lambda name, password: 1 // 0).require(index))
    equal(get("/", RIGHT, app=broken).status, 500)
    equal(auth.failures, [])


# ---- the form

site = picoweb.WebApp("site", serve_static=False)
part = picoweb.WebApp("part", serve_static=False)
site.mount("/part", part)
site.log = part.log = Log()
sessions = Sessions()
login = auth.Login(sessions, check)


@site.route("/login", methods=["GET", "POST"])
async def login_page(req, resp):
    if req.method == "GET":
        return "form"
    if not await login.enter(req, resp):
        return "wrong", 403


@site.route("/logout", methods=["POST"])
def logout(req, resp):
    login.leave(resp)
    return "bye"


@site.route("/notes", methods=["GET", "POST"])
@login.require
async def notes(req, resp):
    return "notes of " + req.user


@part.route("/x")
@login.require
def part_x(req, resp):
    return "x of " + req.user


def log_in(client, where="/login", name="ann", password="open sesame"):
    return client.post(where, {"name": name, "password": password})


@case
def who_is_not_logged_in_is_sent_to_the_form_and_back():
    patient()
    places = (
        ("/notes", "/login?next=/notes"),
        ("/notes?a=b&c=%20+d", "/login?next=/notes?a=b%26c=%2520%2Bd"),
        ("/part/x?y", "/login?next=/part/x?y"),
    )
    for place, form in places:
        client = Client(site)
        response = client.get(place)
        equal((response.status, response.headers["Location"]), (303, form))
        equal(client.get(form).text, "form")
        response = log_in(client, form)
        equal((response.status, response.headers["Location"]), (303, place))
        equal(client.get(place).text[-6:], "of ann")


@case
def a_post_is_not_repeated_after_the_form():
    equal(Client(site).post("/notes").headers["Location"], "/login")


@case
def a_wrong_password_lets_nobody_in():
    patient()
    for name, password in (("ann", "x"), ("", ""), ("bob", "None"), ("ann", "")):
        client = Client(site)
        response = log_in(client, "/login", name, password)
        equal((response.status, response.text, client.cookies), (403, "wrong", {}))
        equal(client.get("/notes").status, 303)
        patient()
    for form in ({}, {"name": "ann"}, "name=ann&name=bob&password", "&&&"):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        equal(Client(site).post("/login", form, headers=headers).status, 403)
        patient()


@case
def the_form_waits_for_who_failed_often():
    patient()
    with clock() as now:
        client = Client(site)
        equal([log_in(client, password="x").status for _ in range(6)], [403] * 5 + [429])
        equal(log_in(client).status, 429)
        now.now += 1
        equal(log_in(client).status, 303)


@case
def the_form_leads_to_no_other_host():
    patient()
    for where in ("//evil.example", "/%5Cevil.example", "https://evil.example", "/%09/evil", ""):
        response = log_in(Client(site), "/login?next=" + where)
        equal((where, response.headers["Location"]), (where, "/"))
    for query in ("", "?next", "?next=/a&next=//evil.example", "?other=/a"):
        response = log_in(Client(site), "/login" + query)
        equal((query, response.headers["Location"]), (query, "/"))


@case
def logging_out_ends_it():
    client = Client(site)
    log_in(client)
    equal(client.get("/notes").text, "notes of ann")
    client.post("/logout")
    equal(client.cookies, {})
    equal(client.get("/notes").status, 303)


@case
def a_whole_app_can_be_behind_the_form():
    patient()
    hidden = picoweb.WebApp("hidden", serve_static=False)
    hidden.log = Log()
    own = auth.Login(sessions, check, "/enter")
    own.require(hidden)

    @hidden.route("/enter")
    async def enter(req, resp):
        return "form" if req.method == "GET" else await own.enter(req, resp) and None

    @hidden.route("/")
    def page(req, resp):
        return "page of " + req.user

    below = picoweb.WebApp("below", serve_static=False)
    below.add_url_rule("/enter", lambda req, resp: "not the form")
    hidden.mount("/below", below)
    client = Client(hidden)
    equal(client.get("/below/enter").headers["Location"], "/enter?next=/below/enter")
    equal(client.get("/").headers["Location"], "/enter?next=/")
    equal(client.get("/enter").text, "form")
    equal(log_in(client, "/enter?next=/").status, 303)
    equal(client.get("/").text, "page of ann")


run(CASES)
