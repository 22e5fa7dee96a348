# multipart: bodies and what a handler gets of them, cut at every place, limits from both sides.
import picoweb
from cases import CASES, case, equal, raises, run
from parts import run_until
from picoweb import multipart
from picoweb.testing import Client
from say import head
from scratch import contents, exists, new_path, remove
from talk import CUTS, LEAVES, converse

YA = "\u044f"
A = 'form-data; name="a"'
FILE = 'form-data; name="f"; filename='
app = picoweb.WebApp("multipart", serve_static=False)
seen = []  # what the handler got, part by part


@app.route("/all", methods=["POST"])
async def take_all(req, resp):
    # Each part is noted when it is there as a whole.
    async for part in multipart.parts(req):
        data = b""
        while True:
            piece = await part.read()
            if not piece:
                break
            data += piece
        seen.append((part.name, part.filename, part.content_type, data))
    seen.append("end")


@app.route("/none", methods=["POST"])
async def take_names(req, resp):
    async for part in multipart.parts(req):
        seen.append(part.name)
    seen.append("end")


def quiet(handler):
    # A handler that answers with what it has seen.
    async def answer(req, resp):
        await handler(req, resp)
        return repr(seen)

    return answer


app.url_map = [(path, quiet(handler), extra) for path, handler, extra in app.url_map]


def part(data, *lines):
    if len(lines) == 1 and not lines[0].startswith("Content-"):
        lines = ("Content-Disposition: " + lines[0],)
    return b"--B\r\n" + head(*lines) + (data if isinstance(data, bytes) else data.encode())


def form(*parts):
    return b"\r\n".join(parts) + b"\r\n--B--\r\n"


def heads(body, content_type="multipart/form-data; boundary=B", path="/all", length=None):
    return head(
        "POST %s HTTP/1.1" % path,
        "Host: h",
        "Content-Type: " + content_type,
        "Content-Length: %d" % (len(body) if length is None else length),
    )


def talk_to(app, pieces):
    # A loop's run_until_complete() returns nothing on some Pythons.
    async def note():
        result.extend(await converse(app, pieces))

    result = []
    run_until(note())
    return result


def ask(pieces):
    # (status, what the handler saw)
    del seen[:]
    said, _, errors = talk_to(app, pieces)
    equal(errors, [])
    return int(said[9:12]), list(seen)


def ask_body(body, *args):
    return ask((heads(body, *args) + body,))


def in_pieces(body, *args, modes=("whole", "bytes", "halves")):
    # Byte by byte, and every way to cut the body in two.
    for mode in modes:
        for pieces in CUTS[mode](body):
            yield (heads(body, *args),) + pieces


def field(data, name="a", filename=None, content_type="text/plain"):
    return name, filename, content_type, data


def named(filename):
    return [field(b"", "f", filename), "end"]


# ---- what is well-formed: (body, what the handler sees, Content-Type)

BOUNDARY = "multipart/form-data; boundary="
TWO = form(part("1", A), part("22", 'form-data; name="b"'))
SEEN_TWO = [field(b"1"), field(b"22", "b"), "end"]
FORMS = [
    (TWO, SEEN_TWO),
    (b"--B--\r\n", ["end"]),
    (b"--B--", ["end"]),
    (TWO[:-2], SEEN_TWO),
    (b"preamble\r\n--\r\n" + TWO + b"epilogue\r\n--B\r\n", SEEN_TWO),
    (b"\r\n" + TWO, SEEN_TWO),
    (form(part("", A)), [field(b""), "end"]),
    (form(part("\r\n", A)), [field(b"\r\n"), "end"]),
    (form(part("\r\n--", A)), [field(b"\r\n--"), "end"]),
    (form(part("x\r\n-\r\n--\r\n--b--\r", A)), [field(b"x\r\n-\r\n--\r\n--b--\r"), "end"]),
    (form(part("--B", A)), [field(b"--B"), "end"]),
    (form(part(bytes(range(256)), A)), [field(bytes(range(256))), "end"]),
    (TWO.replace(b"--B\r\n", b"--B \t\r\n"), SEEN_TWO),
    (TWO.replace(b"B", b"'()+_,-./:=? x"), SEEN_TWO, BOUNDARY + '"\'()+_,-./:=? x"'),
    (TWO.replace(b"B", b"x" * 70), SEEN_TWO, BOUNDARY + "x" * 70),
    (TWO, SEEN_TWO, 'Multipart/Form-Data ; charset=utf-8 ;Boundary="B";'),
    (
        form(
            part("x", "content-disposition: Form-Data ;NAME=a", "X: y", "Content-Type: a/b; c=d")
        ),
        [field(b"x", content_type="a/b; c=d"), "end"],
    ),
    # One inside another is bytes for who reads it.
    (
        form(part(form(part("x", A)).replace(b"B", b"C"), A)),
        [field(form(part("x", A)).replace(b"B", b"C")), "end"],
    ),
]


@case
def forms_however_they_are_cut():
    for body, expected, *content_type in FORMS:
        for pieces in in_pieces(body, *content_type):
            equal((pieces, ask(pieces)), (pieces, (200, expected)))


@case
def parts_that_nobody_reads():
    for body, expected, *content_type in FORMS:
        names = [what if what == "end" else what[0] for what in expected]
        content_type = content_type[0] if content_type else "multipart/form-data; boundary=B"
        for pieces in in_pieces(body, content_type, "/none", modes=("whole", "bytes")):
            equal((pieces, ask(pieces)), (pieces, (200, names)))


# ---- names: (Content-Disposition, what comes of it)

NAMES = [
    (FILE + '"a.jpg"', named("a.jpg")),
    (FILE + "a.jpg", named("a.jpg")),
    (FILE + '""', named("")),
    (FILE + '"a;b=c, d"', named("a;b=c, d")),
    (FILE + '"a\\"b\\"c"', named('a"b"c')),
    (FILE + '"a\\\\"', named("")),
    (FILE + '"a%22b%22.txt"', named('a"b".txt')),
    (FILE + '"100%.txt"', named("100%.txt")),
    (FILE + '"%s.txt"' % YA, named(YA + ".txt")),
    (FILE + '"%D1%8F.txt"', named(YA + ".txt")),
    (FILE.encode() + b'"\xe9.txt"', named("\xe9.txt")),
    ("form-data; name=f; filename*=UTF-8''%D1%8F%20.txt", named(YA + " .txt")),
    ("form-data; name=f; filename=\"a\"; filename*=utf-8'en'%22", named('"')),
    (FILE + '"C:\\new folder\\a.jpg"', named("a.jpg")),
    (FILE + '"../../etc/passwd"', named("passwd")),
    (FILE + '"..%2f..%2fetc%5cpasswd"', named("passwd")),
    (FILE + '".."', named("")),
    (FILE + '"/"', named("")),
    (FILE + '".profile"', named("profile")),
    (FILE + '"%s"' % ("x" * 255), named("x" * 255)),
    (FILE + '"%s"' % ("x" * 256), 400),
    (FILE + '"%s"' % (YA * 127), named(YA * 127)),
    (FILE + '"%s"' % (YA * 128), 400),
    ('form-data; filename="a"; name="f"', named("a")),
    ('form-data; name="x"; name="f"; filename="b"; filename="a"', named("a")),
    ('form-data; name="f";filename=a; x="y"; size=3;', named("a")),
    ('form-data; filename="x; name=\\"z\\""; name=f', named('x; name="z"')),
    ('form-data; name=""', [field(b"", ""), "end"]),
    ('form-data; name="%s[]"' % YA, [field(b"", YA + "[]"), "end"]),
    ("form-data", 400),
    ('form-data; filename="a"', 400),
    ('attachment; name="a"', 400),
    ('; name="a"', 400),
    ('form-data; name="a', 400),
    ('form-data; name=a"', 400),
    ('form-data; name="a\\"', 400),
    (FILE + '"a%00b"', 400),
    (FILE + '"a%0D%0Ab"', 400),
    ('form-data; name="a%0Ab"', 400),
]


@case
def names_of_fields_and_files():
    for text, expected in NAMES:
        line = b"Content-Disposition: " + (text if isinstance(text, bytes) else text.encode())
        body = form(b"--B\r\n" + line + b"\r\n\r\n")
        status, found = ask_body(body)
        equal((text, found if status == 200 else status), (text, expected))


# ---- what is not: (body, status, Content-Type)

BROKEN = [
    (TWO, 415, "application/x-www-form-urlencoded"),
    (TWO, 415, "multipart/mixed; boundary=B"),
    (TWO, 415, ""),
    (TWO, 400, "multipart/form-data"),
    (TWO, 400, "multipart/form-data; boundary="),
    (TWO, 400, 'multipart/form-data; boundary=""'),
    (TWO, 400, 'multipart/form-data; boundary="B'),
    (TWO, 400, BOUNDARY + "C"),
    (TWO.replace(b"B", b"x" * 71), 400, BOUNDARY + "x" * 71),
    (TWO.replace(b"--B--", b"--B"), 400),
    (TWO.replace(b"\r\n", b"\n"), 400),
    (TWO.replace(b"--B\r\n", b"--Bb\r\n"), 400),
    (TWO.replace(b"--B\r\n", b"--B -\r\n"), 400),
    (TWO.replace(b"--B\r\n", b"--B-\r\n"), 400),
    (b"", 400),
    (b"x", 400),
    (form(b"--B\r\n\r\n"), 400),
    (form(b"--B\r\n\r\nx"), 400),
    (form(part("x", "Content-Type: text/plain")), 400),
    (form(part("x", "Content-Disposition : " + A)), 400),
    (form(part("x", "Content-Disposition: " + A, " folded")), 400),
    (form(part("x", "Content-Disposition: " + A, "X: a\0b")), 400),
    (form(part("x", "Content-Disposition: " + A, "nonsense")), 400),
]


@case
def what_is_no_form_is_refused():
    for body, status, *content_type in BROKEN:
        for pieces in in_pieces(body, *content_type, modes=("whole", "bytes")):
            found = ask(pieces)
            equal((pieces, found[0], "end" in found[1]), (pieces, status, False))


@case
def a_form_without_a_length_is_empty():
    said = head("POST /all HTTP/1.1", "Host: h", "Content-Type: " + BOUNDARY + "B")
    equal(ask((said,)), (400, []))


WHOLE = len(TWO) - 2  # where the last delimiter ends


@case
def every_form_that_ends_early_is_refused():
    for body, _, *content_type in FORMS:
        whole = len(body) - 2 if body.endswith(b"--\r\n") else len(body)
        if b"epilogue" in body:
            whole = body.find(b"--B--") + 5
        for size in range(len(body) + 1):
            status, found = ask_body(body[:size], *content_type)
            expected = (200, True) if size >= whole else (400, False)
            equal((body[:size], status, "end" in found), (body[:size],) + expected)


@case
def every_client_that_leaves_early_is_refused():
    for path in ("/all", "/none"):
        said = heads(TWO, "multipart/form-data; boundary=B", path)
        for size in range(WHOLE):
            status, found = ask((said + TWO[:size], LEAVES))
            equal((size, status, "end" in found), (size, 400, False))


@case
def no_part_is_whole_before_its_delimiter():
    first, second = TWO.find(b"\r\n--B"), TWO.rfind(b"\r\n--B")
    for size in range(WHOLE):
        whole = [size >= place + 5 for place in (first, second)]
        equal((size, ask_body(TWO[:size])[1]), (size, SEEN_TWO[: sum(whole)]))


# ---- noise


class Noise:
    # The same numbers on every Python.
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 75 + 74) % 65537
        return self.state % limit


@case
def noise_is_answered_and_never_an_error():
    noise = Noise(7)
    model = form(part("1", A), part("\r\n--" * 3, FILE + '"a\\"b"', "Content-Type: a/b"))
    for _ in range(500):
        body = bytearray(model)
        for _ in range(1 + noise.below(4)):
            body[noise.below(len(body))] = b"\r\n-B\";=*'%\\ \0\xff:a"[noise.below(16)]
        status, _ = ask_body(bytes(body))
        equal((bytes(body), status in (200, 400)), (bytes(body), True))
    for size in range(200):
        body = bytes([noise.below(256) for _ in range(size)])
        equal((body, ask_body(body)[0]), (body, 400))


# ---- limits


@case
def as_many_parts_as_are_allowed():
    most = multipart.parts.max_parts
    body = form(*[part("x", A)] * most)
    equal(ask_body(body)[0], 200)
    equal(len(seen), most + 1)
    body = form(*[part("x", A)] * (most + 1))
    equal(ask_body(body)[0], 413)
    equal(len(seen), most)


@case
def header_lines_as_long_as_are_allowed():
    def form_with(size):
        line = "Content-Disposition: " + A + "\r\nX: "
        rest = size - len("\r\n" + line + "\r\n\r\n")
        return form(b"--B\r\n" + line.encode() + b"x" * rest + b"\r\n\r\n1")

    most = multipart.parts.max_head
    for size, status in ((most, 200), (most + 1, 413), (most * 3, 413)):
        body = form_with(size)
        equal(ask_body(body)[0], status)
        equal(ask((heads(body),) + tuple(CUTS["bytes"](body))[0])[0], status)
    # Nothing that has no end is waited for.
    body = form_with(20000)
    equal(ask((heads(body) + body[:3000],))[0], 413)


sized = picoweb.WebApp("sized", serve_static=False)


@sized.route("/", methods=["POST"])
async def sizes(req, resp):
    found = []
    async for part in multipart.parts(req, max_size=int(req.qs)):
        found.append(await part.save(Sink()))
    return repr(found)


class Sink:
    size = 0

    def write(self, data):
        self.size += len(data)


def chunks(body, size):
    said = b""
    for start in range(0, len(body), size):
        piece = body[start : start + size]
        said += b"%x\r\n" % len(piece) + piece + b"\r\n"
    return said + b"0\r\n\r\n"


@case
def bodies_as_large_as_are_allowed():
    body = form(part("x" * 5000, A), part("y", A))
    size = len(body)
    client = Client(sized)
    lines = {"Content-Type": "multipart/form-data; boundary=B"}
    for most, status in ((size, 200), (size - 1, 413), (0, 413)):
        equal(client.post("/?%d" % most, body, headers=lines).status, status)
        for length in (size, 1000, 7):
            said = head(
                "POST /?%d HTTP/1.1" % most,
                "Host: h",
                "Content-Type: multipart/form-data; boundary=B",
                "Transfer-Encoding: chunked",
            )
            answer, _, errors = talk_to(sized, (said + chunks(body, length),))
            equal((most, length, int(answer[9:12]), errors), (most, length, status, []))


@case
def what_is_too_large_is_not_asked_for():
    said = heads(b"", length=2000000).replace(b"Host", b"Expect: 100-continue\r\nHost")
    answer, _, _ = talk_to(app, (said,))
    equal(answer[9:12], b"413")


# ---- parts


@app.route("/sizes", methods=["POST"])
async def read_some(req, resp):
    # A few bytes of each, then the next.
    found = []
    async for part in multipart.parts(req):
        pieces = []
        for n in (2, 0, 1, 5):
            pieces.append(await part.read(n))
        found.append(pieces)
    return repr(found)


@case
def a_part_is_read_in_pieces():
    body = form(part("abcdefghijklm", A), part("xyz", A))
    answer = Client(app).post("/sizes", body, headers={"Content-Type": BOUNDARY + "B"})
    pieces = ([b"ab", b"", b"c", b"defgh"], [b"xy", b"", b"z", b""])
    equal(answer.text, repr(list(pieces)))


late = []


@app.route("/late", methods=["POST"])
async def read_late(req, resp):
    parts = multipart.parts(req)
    first = await parts.__anext__()
    await parts.__anext__()
    try:
        await first.read()
    except ValueError as e:
        late.append(str(e))
    for _ in range(2):
        try:
            await parts.__anext__()
        except StopAsyncIteration:
            late.append("end")
    return "done"


@case
def a_part_is_over_when_the_next_is_asked_for():
    equal(Client(app).post("/late", TWO, headers={"Content-Type": BOUNDARY + "B"}).text, "done")
    equal(("part 'a' before" in late[0], late[1:]), (True, ["end", "end"]))


@app.route("/text", methods=["POST"])
async def as_text(req, resp):
    async for part in multipart.parts(req):
        return await part.text(max_size=10)


@case
def a_field_as_text():
    client = Client(app)
    equal(client.post("/text", {"a": YA + "b"}, files={}).text, YA + "b")
    equal(client.post("/text", {"a": ""}, files={}).text, "")
    equal(client.post("/text", {"a": "x" * 10}, files={}).status, 200)
    equal(client.post("/text", {"a": "x" * 11}, files={}).status, 413)
    body = form(part(b"\xe9t\xe9", A))
    equal(client.post("/text", body, headers={"Content-Type": BOUNDARY + "B"}).text, "\xe9t\xe9")


path = new_path("upload")


@app.route("/save", methods=["POST"])
async def save(req, resp):
    async for part in multipart.parts(req):
        return "%d" % await part.save(path)


@case
def a_part_goes_to_a_file():
    data = bytes(range(256)) * 50
    client = Client(app)
    for size in (0, 1, 1399, 1400, 1401, len(data)):
        answer = client.post("/save", files={"f": ("a", data[:size])})
        equal(answer.text, str(size))
        equal(contents(path) == data[:size], True)
    remove(path)


@case
def of_a_part_that_ends_early_no_file_stays():
    body = form(part("x" * 3000, FILE + "a"))
    for size in (100, 2000, 3000):
        said = (heads(body, BOUNDARY + "B", "/save") + body[:size], LEAVES)
        answer, _, errors = talk_to(app, said)
        equal((int(answer[9:12]), errors, exists(path)), (400, [], False))


@case
def a_file_that_cannot_be_written():
    async def handler(req, resp):
        async for part in multipart.parts(req):
            await part.save(path + "/none/there")

    app.add_url_rule("/cannot", handler, methods=["POST"])
    answer, _, errors = talk_to(app, (heads(TWO, BOUNDARY + "B", "/cannot") + TWO,))
    equal((int(answer[9:12]), len(errors)), (500, 1))


@case
def the_connection_goes_on():
    # What was left unread of a form is no part of the next request.
    async def handler(req, resp):
        async for part in multipart.parts(req):
            return part.name

    app.add_url_rule("/first", handler, methods=["POST"])
    said = heads(TWO, BOUNDARY + "B", "/first") + TWO
    for pieces in CUTS["halves"](said + said):
        answer, _, errors = talk_to(app, pieces)
        equal((answer.count(b"200 OK"), errors), (2, []))


# ---- what picoweb.testing sends


@case
def a_client_uploads():
    files = [("f", ('a"b.jpg', b"\0\xff")), ("f", ("c", b"", "a/b")), (YA, (YA + ".txt", "text"))]
    del seen[:]
    equal(Client(app).post("/all", {"a": "1"}, files=files).status, 200)
    equal(
        seen,
        [
            field(b"1"),
            field(b"\0\xff", "f", 'a"b.jpg', "image/jpeg"),
            field(b"", "f", "c", "a/b"),
            field(b"text", YA, YA + ".txt", "text/plain; charset=utf-8"),
            "end",
        ],
    )


@case
def what_a_client_cannot_upload_is_told_in_a_sentence():
    for data, files, expected in (
        ({}, {"f": b"abc"}, "file 'f' is not (its name, bytes)"),
        ({}, {"f": "abc"}, "file 'f' is not (its name, bytes)"),
        ("text", {"f": ("a", b"")}, "beside files, data is a dict of the form's other fields"),
    ):
        e = raises(ValueError, Client(app).post, "/all", data, None, None, files)
        equal(str(e), expected)


@case
def a_client_finds_a_boundary_that_is_in_no_file():
    data = b"\r\n------picoweb\r\n\r\n------picoweb--\r\n"
    del seen[:]
    equal(Client(app).put("/all", files={"f": ("a.bin", data)}).status, 405)
    equal(Client(app).post("/all", files={"f": ("a.bin", data)}).status, 200)
    equal(seen, [field(data, "f", "a.bin", "application/octet-stream"), "end"])


run(CASES)
