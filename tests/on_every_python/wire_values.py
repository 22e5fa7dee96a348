# What a handler may return instead of writing, and the three kinds of handlers.
import picoweb
from say import BYTES, HTML, JSON, answer, error, get, one_of, page, request, without_body

app = picoweb.WebApp("wire", serve_static=False)
CYRILLIC = "\u044f\u0431\u043b\u043e\u043a\u043e"


def returns(path, value):
    app.add_url_rule(path, lambda req, resp: value)


returns("/str", "text")
returns("/cyrillic", CYRILLIC)
returns("/empty", "")
returns("/bytes", b"\0\xff")
returns("/bytearray", bytearray(b"abc"))
returns("/dict", {"a": [1, None, "b"]})
returns("/empty-dict", {})
returns("/list", [1, {"a": True}])
returns("/empty-list", [])
returns("/status", ("made", 201))
returns("/text-status", ("made", "201"))
returns("/dict-status", ({"a": 1}, 202))
returns("/headers", ("made", 201, {"Location": "/1"}))
returns("/pairs", ("", 200, [("X", "1"), ("X", "2")]))
returns("/lines", ("", 200, "X: 1\r\n"))
returns("/no-headers", ("a", 200, None))
returns("/type", ("<a/>", 200, {"Content-Type": "application/xml"}))
returns("/small-type", ("<a/>", 200, [("content-type", "application/xml")]))
returns("/length", ("abc", 200, {"Content-Length": "3"}))
returns("/wrong-length", ("abc", 200, {"Content-Length": "4"}))
returns("/204", (None, 204))
returns("/204-text", ("text", 204))
returns("/number", 5)
returns("/float", 0.5)
returns("/one", ("a",))
returns("/four", ("a", 200, None, 1))
returns("/object", object())
returns("/split", ("a", 200, {"X": "a\r\nb"}))
returns("/bad-status", ("a", "hello"))
returns("/long", "x" * 3000)
returns("/none", None)
returns("/zero", 0)


@app.route("/async")
async def with_async(req, resp):
    await picoweb.sleep_ms(0)
    return "async"


@app.route("/generator")
def with_yield(req, resp):
    yield from picoweb.sleep_ms(0)
    return "generator"


@app.route("/def")
def without(req, resp):
    return "def"


LONG = answer(200, "Content-Type: " + HTML, "Connection: close") + b"x" * 3000
LONG_OF_LENGTH = page("x" * 3000)

VALUES = [
    ("text", get("/str"), page("text"), False),
    ("HEAD of text", request("HEAD", "/str"), without_body(page("text")), False),
    ("text beyond ASCII", get("/cyrillic"), page(CYRILLIC), False),
    ("an empty text", get("/empty"), page(""), False),
    ("bytes", get("/bytes"), page(b"\0\xff", BYTES), False),
    ("a bytearray", get("/bytearray"), page("abc", BYTES), False),
    ("a dict", get("/dict"), page('{"a": [1, null, "b"]}', JSON), False),
    ("an empty dict", get("/empty-dict"), page("{}", JSON), False),
    ("a list", get("/list"), page('[1, {"a": true}]', JSON), False),
    ("an empty list", get("/empty-list"), page("[]", JSON), False),
    ("a status", get("/status"), page("made", number=201), False),
    ("a status as text", get("/text-status"), page("made", number=201), False),
    ("a dict and a status", get("/dict-status"), page('{"a": 1}', JSON, 202), False),
    ("headers", get("/headers"), page("made", number=201, more=("Location: /1",)), False),
    ("headers as pairs", get("/pairs"), page("", more=("X: 1", "X: 2")), False),
    ("headers as text", get("/lines"), page("", more=("X: 1",)), False),
    ("headers that are None", get("/no-headers"), page("a"), False),
    ("a Content-Type of one's own", get("/type"), page("<a/>", "application/xml"), False),
    (
        "the same in lower case",
        get("/small-type"),
        page("<a/>", None, more=("content-type: application/xml",)),
        False,
    ),
    (
        "a Content-Length of one's own",
        get("/length"),
        answer(200, "Content-Type: " + HTML, "Content-Length: 3") + b"abc",
        False,
    ),
    ("a wrong one", get("/wrong-length"), error(500), False, 1),
    ("None and 204", get("/204"), answer(204), False),
    ("text and 204", get("/204-text"), answer(204, "Content-Type: " + HTML), False),
    ("long text", get("/long"), one_of(LONG, LONG_OF_LENGTH), None),
    ("a number", get("/number"), error(500), False, 1),
    ("a float", get("/float"), error(500), False, 1),
    ("zero", get("/zero"), error(500), False, 1),
    ("a tuple of one", get("/one"), error(500), False, 1),
    ("a tuple of four", get("/four"), error(500), False, 1),
    ("an object", get("/object"), error(500), False, 1),
    ("headers that would split the response", get("/split"), error(500), False, 1),
    ("a status that is none", get("/bad-status"), error(500), False, 1),
    ("None", get("/none"), error(500), False, 1),
]

HANDLERS = [
    ("async def", get("/async"), page("async"), False),
    ("a generator", get("/generator"), page("generator"), False),
    ("def", get("/def"), page("def"), False),
    (
        "all of them at once",
        get("/async") + get("/generator") + get("/def"),
        page("async") + page("generator") + page("def"),
        False,
    ),
]

CASES = [(app, VALUES), (app, HANDLERS)]
