# Cookies: what comes of each header, what each call says, and both in an app.
import picoweb
from cases import CASES, case, equal, raises, run
from picoweb import cookies, entropy, quoting
from picoweb.testing import Client
from talk import Log

YA = "\u044f"


class Asked:
    # A request with this Cookie header.
    def __init__(self, header=None):
        self.headers = {} if header is None else {b"cookie": header}


class Answered:
    # A response that keeps its lines.
    def __init__(self):
        self.lines = []

    def add_header(self, name, value):
        self.lines.append("%s: %s" % (name, value))


GOT = [
    (None, None),
    (b"", None),
    (b"a=1", "1"),
    (b"b=2", None),
    (b"b=2; a=1", "1"),
    (b"b=2;a=1", "1"),
    (b"a=1; b=2", "1"),
    (b"a=1; a=2", "1"),  # the longer path comes first: RFC 6265, 5.4
    (b"A=1", None),
    (b"aa=1; ba=2", None),
    (b"a", None),
    (b"a;b=2", None),
    (b"=1", None),
    (b"a=", ""),
    (b"a==", "="),
    (b"a=b=c", "b=c"),
    (b";;; a=1 ;;", "1"),
    (b" a=1 ", "1"),
    (b"\ta=1\t", "1"),
    (b"a=\xd1\x8f", YA),
    (b"b=\xff; a=1", "1"),
    (b"a=\xff", "\xff"),
    (b'a="1"', "1"),
    (b'a=""', ""),
    (b'a="', '"'),
    (b'a="1', '"1'),
    (b'a=1"', '1"'),
    (b'a=1"2"', '1"2"'),
    (b'a="two\\040words"', "two words"),
    (b'a="\\054\\073"', ",;"),
    (b'a="\\321\\217"', YA),
    (b'a="\\377"', "\xff"),
    (b'a="\\400"', "400"),
    (b'a="\\08x"', "08x"),
    (b'a="\\0"', "0"),
    (b'a="\\"', ""),
    (b'a="\\\\"', "\\"),
    (b'a="\\\\\\\\"', "\\\\"),
    (b'a="\\\\101"', "\\101"),
    (b'a="\\"b\\""', '"b"'),
    (b'a="b c"', "b c"),
    (b'a="b=c"', "b=c"),
]

QUOTED = [
    ("", ""),
    ("abc", "abc"),
    ("a/b=c&d%e:f", "a/b=c&d%e:f"),
    ("a b", '"a\\040b"'),
    ('"', '"\\042"'),
    ("a,b;c", '"a\\054b\\073c"'),
    ("\\", '"\\134"'),
    (YA, '"\\321\\217"'),
    ("\r\n\0\x7f", '"\\015\\012\\000\\177"'),
    ("~", "~"),
    ("!", "!"),
]

PLAIN = "; Path=/; SameSite=Lax"
DATE = "Wed, 09 Jun 2027 10:18:14 GMT"
SET = [
    (("a", "1"), {}, "a=1" + PLAIN + "; HttpOnly"),
    (("a", ""), {}, "a=" + PLAIN + "; HttpOnly"),
    (("a", "b c"), {}, 'a="b\\040c"' + PLAIN + "; HttpOnly"),
    (("a", "b=c/d"), {}, "a=b=c/d" + PLAIN + "; HttpOnly"),
    (("__Host-a", "1"), {"secure": True}, "__Host-a=1" + PLAIN + "; Secure; HttpOnly"),
    (("a", "1", 0), {}, "a=1" + PLAIN + "; Max-Age=0; HttpOnly"),
    (("a", "1", 3600), {"http_only": False}, "a=1" + PLAIN + "; Max-Age=3600"),
    (
        ("a", "1"),
        {"path": "/b", "domain": "c.de", "same_site": "Strict"},
        "a=1; Path=/b; SameSite=Strict; Domain=c.de; HttpOnly",
    ),
    (
        ("a", "1", 5),
        {"expires": DATE},
        "a=1" + PLAIN + "; Max-Age=5; Expires=" + DATE + "; HttpOnly",
    ),
    (
        ("a", "1"),
        {"same_site": "None", "secure": True},
        "a=1; Path=/; SameSite=None; Secure; HttpOnly",
    ),
]

BAD_NAMES = ("", "a b", "a=b", "a;b", "a,b", 'a"', "a\r\nb", "a\0", YA, "(a)", "a/b", " a", "a ")


@case
def a_cookie_is_found_in_each_header():
    for header, expected in GOT:
        equal((header, cookies.get(Asked(header), "a")), (header, expected))


@case
def every_prefix_of_a_header_is_read():
    whole = b'b="x\\073\\134"; a="two\\040words\\321\\217"; c=3'
    for end in range(len(whole)):
        said = cookies.get(Asked(whole[:end]), "a")
        equal((end, said is None or isinstance(said, str)), (end, True))


@case
def random_bytes_are_read():
    for _ in range(200):
        noise = entropy.random(40)
        cookies.get(Asked(noise), "a")
        cookies.get(Asked(b'a="' + noise.replace(b";", b"\\") + b'"'), "a")


@case
def a_value_is_quoted_where_it_must_be_and_read_again():
    for value, expected in QUOTED:
        equal(quoting.quoted("a", value), expected)
        equal(cookies.get(Asked(("a=" + expected).encode()), "a"), value)


@case
def every_character_comes_back():
    for number in list(range(300)) + [0x20AC, 0x1F600]:
        value = "x" + chr(number) + "7"
        resp = Answered()
        cookies.set(resp, "a", value)
        pair = resp.lines[0][12:].split(";")[0]
        equal(cookies.get(Asked(pair.encode()), "a"), value)


@case
def a_cookie_is_set_with_each_attribute():
    for arguments, keywords, expected in SET:
        resp = Answered()
        cookies.set(resp, *arguments, **keywords)
        equal(resp.lines, ["Set-Cookie: " + expected])


@case
def a_cookie_is_deleted():
    resp = Answered()
    cookies.delete(resp, "a")
    cookies.delete(resp, "a", "/b", "c.de")
    equal(
        resp.lines,
        [
            "Set-Cookie: a=" + PLAIN + "; Max-Age=0; HttpOnly",
            "Set-Cookie: a=; Path=/b; SameSite=Lax; Max-Age=0; Domain=c.de; HttpOnly",
        ],
    )
    resp = Answered()
    cookies.delete(resp, "__Host-a", secure=True)
    equal(resp.lines, ["Set-Cookie: __Host-a=" + PLAIN + "; Max-Age=0; Secure; HttpOnly"])


@case
def an_attribute_brings_no_other():
    for place in (0, 1, 2, 5, 6):
        arguments = [5, "/", None, False, True, "Lax", None]  # from max_age on
        arguments[place] = "/; Domain=evil.example"
        resp = Answered()
        e = raises(ValueError, cookies.set, resp, "a", "1", *arguments)
        equal(("evil.example" in str(e), resp.lines), (True, []))


@case
def a_name_is_a_token():
    for name in BAD_NAMES:
        e = raises(ValueError, cookies.set, Answered(), name, "1")
        equal("is no name for a cookie" in str(e), True)


# ---- in an app

app = picoweb.WebApp("cookies", serve_static=False)
app.log = Log()


@app.route("/")
def index(req, resp):
    number = int(cookies.get(req, "seen") or "0") + 1
    cookies.set(resp, "seen", str(number))
    return "seen %d" % number


@app.route("/said")
def said(req, resp):
    return cookies.get(req, "said") or "nothing"


@app.route("/say", methods=["POST"])
async def say(req, resp):
    cookies.set(resp, "said", (await req.read_body()).decode())
    return "good"


@app.route("/forget")
def forget(req, resp):
    cookies.delete(resp, "seen")
    cookies.delete(resp, "said")
    return "forgotten"


@app.route("/path")
def path(req, resp):
    cookies.set(resp, "a", "1", path=req.parse_qs()["path"])
    return "set"


@app.route("/refused")
def refused(req, resp):
    cookies.set(resp, "a", "1")
    raise picoweb.HTTPError(403)


@app.route("/late")
async def late(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("x")
    await resp.flush()
    cookies.set(resp, "a", "1")


@case
def a_client_counts_its_visits():
    client = Client(app)
    equal([client.get("/").text for _ in range(3)], ["seen 1", "seen 2", "seen 3"])
    client.get("/forget")
    equal(client.cookies, {})
    equal(client.get("/").text, "seen 1")


@case
def any_text_survives_the_way_to_the_client_and_back():
    client = Client(app)
    for text in ("two words", 'a "b", c; d\\e', YA + "\r\n\0", "plain", "x" * 1000):
        client.post("/say", text)
        equal(client.get("/said").text, text)


@case
def two_cookie_lines_are_one_list():
    # RFC 9113, 8.2.3, lets proxies split them.
    client = Client(app)
    equal(client.get("/said", {"Cookie": "a=1", "cookie": "said=2"}).text, "2")


@case
def a_line_break_in_an_attribute_gets_nowhere():
    for path in ("/%0d%0aX:1", "/%0a", "/%00"):
        response = Client(app).get("/path?path=" + path)
        equal((response.status, "X" in response.headers), (500, False))


@case
def a_cookie_goes_with_an_error_as_well():
    response = Client(app).get("/refused")
    equal((response.status, response.headers["Set-Cookie"][:3]), (403, "a=1"))


@case
def a_cookie_that_comes_too_late_is_an_error():
    app.log.errors = []
    raises(OSError, Client(app).get, "/late")
    equal("the head has left" in app.log.errors[0], True)


@case
def a_hostile_header_is_answered():
    for header in (
        'said="\\',
        "said=" + '"' * 999,
        ";" * 1500,
        "=" * 1500,
        "said=\xff",
        "\\" * 999,
    ):
        equal(Client(app).get("/said", {"Cookie": header}).status, 200)


run(CASES)
