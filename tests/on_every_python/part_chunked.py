# Responses in chunks: what the wire carries, in every cutting of what the client says, and what
# a client makes of it. And of chunked requests: that their trailers are ignored.
import picoweb
from cases import CASES, case, equal, run
from parts import port, run_until
from picoweb import chunked
from picoweb.testing_response import Response
from say import get, head, page, post_chunked, request
from talk import RESET, converse, cuttings

app = picoweb.WebApp("chunked", serve_static=False)
ROW = "one row, another row\n"
PIECES = ("a", b"bc", "", bytearray(b"def"), "\u044f", memoryview(b"ghi"))
TEXT = b"abcdef\xd1\x8fghi"
CHUNKS = b"1\r\na\r\n2\r\nbc\r\n3\r\ndef\r\n2\r\n\xd1\x8f\r\n3\r\nghi\r\n0\r\n\r\n"
IN_CHUNKS = head(
    "HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", "Transfer-Encoding: chunked"
)


@app.route("/pieces")
async def pieces(req, resp):
    await picoweb.start_response(resp)
    await chunked.send(resp, PIECES)


@app.route("/nothing")
async def nothing(req, resp):
    await picoweb.start_response(resp)
    await chunked.send(resp, ())


@app.route("/rows")
async def rows(req, resp):
    await picoweb.start_response(resp, "text/csv", 201, {"X-Rows": req.qs})
    await chunked.send(resp, [ROW for _ in range(int(req.qs))])


@app.route("/block")
async def block(req, resp):
    await picoweb.start_response(resp, "text/plain")
    body = chunked.Body(resp)
    await body.awrite("x" * int(req.qs))
    await body.end()


@app.route("/own-length")
async def own_length(req, resp):
    await picoweb.start_response(resp, headers={"Content-Length": len(TEXT)})
    await chunked.send(resp, PIECES)


@app.route("/no-content")
async def no_content(req, resp):
    await picoweb.start_response(resp, None, 204)
    await chunked.send(resp, PIECES)


@app.route("/fails")
async def fails(req, resp):
    await picoweb.start_response(resp)
    await chunked.send(resp, failing(int(req.qs)))


def failing(count):
    for _ in range(count):
        yield ROW
    raise ValueError("no more rows")


@app.route("/without-end")
async def without_end(req, resp):
    await picoweb.start_response(resp)
    body = chunked.Body(resp)
    await body.awrite("a")
    if req.qs:
        await resp.flush()


@app.route("/after", methods=["POST"])
async def after(req, resp):
    body = await req.read_body()
    await picoweb.start_response(resp)
    await chunked.send(resp, (body, "!"))


def heard(*pieces):
    # (what the client heard, how it ended, errors)
    outcome = []

    async def talk():
        outcome.append(await converse(app, pieces))

    run_until(talk())
    return outcome[0]


def in_every_cutting(said, expected):
    for mode in ("whole", "bytes", "halves"):
        for pieces in cuttings(said, mode):
            equal(heard(*pieces), expected)


# ---- on a kept connection


@case
def pieces_go_out_as_chunks_and_the_connection_is_kept():
    in_every_cutting(get("/pieces"), (IN_CHUNKS + CHUNKS, False, []))


@case
def another_response_follows():
    said = get("/pieces") + get("/nothing")
    expected = IN_CHUNKS + CHUNKS + IN_CHUNKS + b"0\r\n\r\n"
    equal(heard(said), (expected, False, []))


@case
def status_and_headers_are_the_program_s():
    answer, closed, errors = heard(get("/rows?2"))
    lines = answer[: answer.find(b"\r\n\r\n")].split(b"\r\n")
    equal(lines[0], b"HTTP/1.1 201 Created")
    equal(
        sorted(lines[1:]), [b"Content-Type: text/csv", b"Transfer-Encoding: chunked", b"X-Rows: 2"]
    )
    equal((closed, errors), (False, []))
    equal(Response(answer).body, 2 * ROW.encode())


@case
def many_pieces_of_any_number():
    for number in (0, 1, 51, 52, 53, 54, 55, 56, 57, 300):
        answer, closed, errors = heard(get("/rows?%d" % number))
        equal((closed, errors), (False, []))
        equal(Response(answer).body, number * ROW.encode())
        equal(answer[-5:], b"0\r\n\r\n")


@case
def a_piece_of_any_size():
    for size in (0, 1, 15, 16, 255, 256, 1380, 1399, 1400, 1401, 4095, 4096, 70000):
        answer, closed, errors = heard(get("/block?%d" % size))
        equal((closed, errors), (False, []))
        equal(Response(answer).body, b"x" * size)
        equal(answer.count(b"x\r\n"), 1 if size else 0)


@case
def a_request_in_chunks_and_its_answer_in_chunks():
    said = post_chunked("/after", "2\r\nhi\r\n0\r\nTrailer: x\r\n\r\n") + get("/nothing")
    expected = IN_CHUNKS + b"2\r\nhi\r\n1\r\n!\r\n0\r\n\r\n" + IN_CHUNKS + b"0\r\n\r\n"
    in_every_cutting(said, (expected, False, []))


# ---- where there are no chunks


@case
def a_client_that_closes_hears_the_length_of_a_short_page():
    expected = (page(TEXT, close=True), True, [])
    in_every_cutting(get("/pieces", "Connection: close"), expected)
    in_every_cutting(head("GET /pieces HTTP/1.0"), expected)


@case
def for_a_client_of_http_1_0_a_long_page_ends_with_the_connection():
    answer, closed, errors = heard(head("GET /rows?200 HTTP/1.0"))
    equal((closed, errors), (True, []))
    equal(b"chunked" in answer or b"Content-Length" in answer, False)
    equal(Response(answer).body, 200 * ROW.encode())


@case
def head_hears_the_length_and_the_connection_is_kept():
    equal(heard(request("HEAD", "/pieces")), (page(TEXT)[: -len(TEXT)], False, []))
    answer = heard(request("HEAD", "/rows?200") + get("/nothing"))[0]
    equal(b"Content-Length: %d\r\n" % (200 * len(ROW)) in answer, True)
    equal(answer[-len(IN_CHUNKS) - 5 :], IN_CHUNKS + b"0\r\n\r\n")


@case
def a_length_that_is_known_is_said():
    lines = ("HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8")
    length = "Content-Length: %d" % len(TEXT)
    equal(heard(get("/own-length")), (head(*lines + (length,)) + TEXT, False, []))


@case
def no_content_has_no_chunks():
    answer, closed, errors = heard(get("/no-content"))
    equal((b"chunked" in answer, answer[-4:], closed), (False, b"\r\n\r\n", False))


@case
def others_have_their_turn_however_long_it_is():
    for method in ("GET", "HEAD"):
        equal(turns_of_others(request(method, "/rows?400")) >= 50, True)


def turns_of_others(said):
    turns = []

    async def take_turns():
        while len(turns) < 1000:
            turns.append(1)
            await port.sleep_ms(0)

    async def talk():
        port.spawn(take_turns())
        await converse(app, (said,))

    run_until(talk())
    return len(turns)


# ---- errors


@case
def an_error_before_anything_has_left_is_an_answer():
    for said in (get("/fails?0"), get("/fails?5"), request("HEAD", "/fails?200")):
        answer, closed, errors = heard(said)
        equal((answer[:12], b"chunked" in answer), (b"HTTP/1.1 500", False))
        equal(errors, ["ValueError('no more rows'%s)" % ("," if "," in errors[0] else "")])


@case
def an_error_midway_leaves_out_the_last_chunk():
    answer, closed, errors = heard(get("/fails?100") + get("/nothing"))
    equal((answer.count(b"HTTP/1.1"), closed, len(errors)), (1, True, 1))
    equal(b"0\r\n\r\n" in answer, False)
    equal(b"Transfer-Encoding: chunked" in answer, True)


@case
def an_error_midway_resets_the_connection_where_there_are_no_chunks():
    for said in (head("GET /fails?100 HTTP/1.0"), get("/fails?100", "Connection: close")):
        answer, closed, errors = heard(said)
        equal((closed, len(errors), b"chunked" in answer), (RESET, 1, False))


@case
def who_forgets_the_end_is_told():
    answer, closed, errors = heard(get("/without-end?1"))
    equal((answer, closed), (IN_CHUNKS + b"1\r\na\r\n", True))
    equal("less was written" in errors[0], True)
    answer, closed, errors = heard(get("/without-end"))
    equal((answer[:12], len(errors)), (b"HTTP/1.1 500", 1))


@case
def after_an_error_the_next_response_is_whole():
    equal(heard(get("/fails?0") + get("/pieces"))[0][-len(CHUNKS) :], CHUNKS)


# ---- trailers of requests (RFC 9112, 7.1.2)


TRAILERS = (
    ("", True),
    ("A: b\r\n", True),
    ("Content-Length: 5\r\nTransfer-Encoding: gzip\r\nHost: other\r\n", True),
    ("no colon\r\n", True),
    ("A: b\r\n" * 15, True),
    ("A: b\r\n" * 16, False),
    ("A: " + "b" * 251 + "\r\n", True),
    ("A: " + "b" * 300 + "\r\n", False),
    ("A: b\n", False),
    ("A: b\rc\r\n", False),
)


@case
def trailers_are_ignored_within_bounds():
    for text, fine in TRAILERS:
        said = post_chunked("/after", "2\r\nhi\r\n0\r\n" + text + "\r\n") + get("/nothing")
        answer = heard(said)[0]
        equal((text, answer.startswith(IN_CHUNKS + b"2\r\nhi\r\n1\r\n!\r\n")), (text, fine))
        equal((text, answer.endswith(b"0\r\n\r\n")), (text, fine))


run(CASES)
