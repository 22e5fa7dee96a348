"""The faults of picoweb 1.8.2 as a table: what is said to a program, and what must be true.

Each fault is a function that drives a running program (a `live.Live`) and fails where the fault
shows: by an AssertionError, or by an OSError where the line breaks or nothing comes. What is
true of the original as well stands in SOUND.
"""

import socket
import time

from faults.live import HOST, Answer, form, get, read_all, request, reset, wait_for

FAULTS = {}
SOUND = {}


class Fault:
    """A fault: the function that finds it, and the program and limits that it is found with.

    One that a single request shows may be looked for in a program that others have asked before.
    """

    def __init__(self, find, program="garden.py", limits=(), heap=None, shares=False):
        self.find = find
        self.shares = shares
        self.program = program
        self.limits = limits
        self.heap = heap or {}


def fault(**options):
    return lambda find: FAULTS.setdefault(find.__name__, Fault(find, **options)) and find


def sound(**options):
    return lambda find: SOUND.setdefault(find.__name__, Fault(find, **options)) and find


def says(name, said, check, table=FAULTS):
    """Add a fault that one request shows."""

    def find(live):
        check(Answer(live.ask(said)))

    table[name] = Fault(find, shares=True)


def status(*expected):
    """Return a check of an answer's status."""

    def check(answer):
        assert answer.status in expected, answer

    return check


def body(expected, code=200):
    """Return a check of an answer's status and body."""

    def check(answer):
        assert (answer.status, answer.body) == (code, expected), answer

    return check


def still_serves(live):
    """The process lives, and answers to a new client within a while."""
    seconds = max(live.patience, 10)
    assert wait_for(lambda: not live.lives() or greets(live), seconds), "it serves nobody"
    assert live.lives(), "the process has ended:\n" + live.said()


def greets(live):
    try:
        return live.get("/").body == b"Hello, world!"
    except OSError:
        return False


# ---- One remote client ends the whole process


@fault(limits=("max_conns=32",))
def seventeen_connections_ready_in_the_same_round(live):
    socks = [live.connect() for _ in range(25)]
    wake_together(live, socks, get("/"))
    answers = [Answer(read_all(sock)) for sock in socks]
    assert [answer.body for answer in answers] == [b"Hello, world!"] * len(socks)
    still_serves(live)


def wake_together(live, socks, said):
    """Stop the process while its clients speak, so that all are ready in one round."""
    time.sleep(0.1)
    live.pause()
    for sock in socks:
        sock.sendall(said)
    live.go_on()


@fault(limits=("max_conns=32",))
def seventeen_handlers_sleep_at_once(live):
    socks = []
    for _ in range(25):
        socks.append(live.connect())
        socks[-1].sendall(get("/sleep"))
        time.sleep(0.005)
    for sock in socks:
        assert Answer(read_all(sock)).body == b"awake"
    still_serves(live)


# Room for the program, but not for as many connections as it says it would take.
SMALL = {"pycopy": "160k", "pycopy32": "96k", "micropython": "160k"}


@fault(limits=("max_conns=300",), heap=SMALL)
def idle_connections_until_memory_is_out(live):
    with_idle_connections(live, 300)


@fault(limits=("max_conns=100",))
def connections_until_descriptors_are_out(live):
    live.allow_descriptors(live.first_descriptors + 10)
    with_idle_connections(live, 40)


def with_idle_connections(live, number):
    """Open so many connections, or as many as go; the server must live through it."""
    socks = [start_connecting(live) for _ in range(number)]
    wait_for(lambda: not live.lives(), 0.5)
    for sock in socks:
        sock.close()
    still_serves(live)


def start_connecting(live):
    """Begin a connection without waiting for the server to take it."""
    sock = live.socket()
    sock.setblocking(False)
    sock.connect_ex((HOST, live.port))
    time.sleep(0.001)
    return sock


@fault(program="complaining.py")
def an_error_handler_writes_to_a_client_that_has_left(live):
    for _ in range(3):
        sock = live.connect()
        sock.sendall(get("/break"))
        time.sleep(0.05)
        reset(sock)
    time.sleep(0.3)
    still_serves(live)


# ---- Hangs and burns


@fault()
def the_client_leaves_inside_the_headers_of_an_unrouted_url(live):
    for _ in range(3):
        with live.connect() as sock:
            sock.sendall(b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n")
    is_quiet(live)
    nothing_is_left_open(live)
    still_serves(live)


def nothing_is_left_open(live):
    def as_few():
        return live.descriptors() <= live.first_descriptors

    assert wait_for(as_few, live.patience), "descriptors leak"


def is_quiet(live):
    """With nothing to do, a server uses next to no CPU time, also of a busy machine's."""
    time.sleep(0.2)
    before = live.cpu()
    time.sleep(0.5)
    assert live.cpu() - before < 0.1, "it burns the CPU"


@fault()
def a_bare_lf_ends_the_headers_of_an_unrouted_url(live):
    answer = Answer(live.ask(b"GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\n"))
    assert answer.status == 400, answer


@fault(limits=("timeout=1",))
def a_silent_client_is_waited_for_without_end(live):
    with live.connect() as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: local")
        answer = Answer(read_all(sock))
    assert answer.status in (0, 408), answer
    still_serves(live)


@fault(limits=("timeout=1",))
def a_client_that_drips_holds_its_connection_without_end(live):
    with live.connect() as sock:
        sock.settimeout(0.1)
        assert wait_for(lambda: drips_in_vain(sock), live.patience), "it may drip for ever"
    still_serves(live)


def drips_in_vain(sock):
    """Send one more byte; tell whether the server has closed the connection."""
    try:
        sock.sendall(b"x")
        return sock.recv(1000) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


@fault()
def a_header_line_of_a_megabyte_blocks_everyone(live):
    said = b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * 1000000 + b"\r\n\r\n"
    answer = Answer(live.ask(said))
    assert answer.status == 431, answer
    still_serves(live)


@fault()
def expect_100_continue_is_not_answered(live):
    with live.connect() as sock:
        sock.sendall(request("POST", "/form", "Content-Length: 9", "Expect: 100-continue"))
        assert sock.recv(1000).startswith(b"HTTP/1.1 100 ")
        sock.sendall(b"name=Anna")
        body(b"Anna")(Answer(read_all(sock)))


# ---- No reply where a 4xx or 5xx is due

says("an_exception_before_any_output", get("/break"), status(500))
says("a_request_line_of_one_word", b"NONSENSE\r\nHost: localhost\r\n\r\n", status(400))
says("a_request_line_of_two_words", b"GET /\r\nHost: localhost\r\n\r\n", status(400))
says("a_request_line_of_four_words", b"GET / / HTTP/1.1\r\nHost: localhost\r\n\r\n", status(400))
says("binary_garbage", b"\x16\x03\x01\x02\x00\x01\xfc\x03\x03\xff\xfe\n\x00\r\n\r\n", status(400))
says("a_header_without_colon", get("/", "no colon in here"), status(400))
says("a_folded_header", get("/", "X-Long: one", " two"), status(400))
says("a_form_without_content_length", request("POST", "/form"), status(400, 411))
says("a_bad_content_length", request("POST", "/form", "Content-Length: nine"), status(400))
says("a_negative_content_length", request("POST", "/form", "Content-Length: -9"), status(400))
says(
    "a_content_length_of_ten_gigabytes",
    request("POST", "/form", "Content-Length: 10000000000", body=b"name=Anna"),
    status(413),
)
says(
    "a_content_length_in_lower_case",
    request("POST", "/form", "content-length: 9", body=b"name=Anna"),
    body(b"Anna"),
)
says(
    "a_chunked_body",
    request(
        "POST", "/form", "Transfer-Encoding: chunked", body=b"4\r\nname\r\n5\r\n=Anna\r\n0\r\n\r\n"
    ),
    body(b"Anna"),
)
says("a_percent_sign_alone_in_a_form", form(b"name=100%"), body(b"100%"))
says("a_percent_sign_and_no_digits_in_a_form", form(b"name=%zz"), body(b"%zz"))
says("a_percent_u_escape_in_a_form", form(b"name=%u0430"), body(b"%u0430"))


@fault()
def a_path_of_a_thousand_characters_meets_a_regex(live):
    long = "x" * 980
    answer = live.get("/item/" + long)
    assert answer.status in (200, 414, 500), answer
    if answer.status == 200:
        assert answer.body == b"item " + long.encode()
    status(414)(live.get("/item/" + 2 * long))
    still_serves(live)


# ---- Wrong answers

says("non_ascii_text_is_cut", get("/text"), body("Äpfel, яблоки, 苹果.".encode()))


@fault()
def non_ascii_json_is_cut(live):
    answer = live.get("/json")
    text = b'"\\u044f\\u0431\\u043b\\u043e\\u043a\\u043e"', '"яблоко"'.encode()
    assert answer.body.replace(b" ", b"") in [b'{"fruit":%s}' % word for word in text], answer


says("utf8_in_a_form_becomes_mojibake", form(b"name=%D0%B0"), body("а".encode()))
says("utf8_in_a_query_becomes_mojibake", get("/query?name=%D0%B0"), body("а".encode()))


@fault()
def head_sends_a_body(live):
    with live.connect() as sock:
        sock.sendall(request("HEAD", "/"))
        body(b"")(Answer(read_all(sock)))


@fault()
def methods_are_ignored(live):
    answer = live.get("/post-only")
    allowed = (answer.header("Allow") or "").split(", ")
    assert answer.status == 405 and "POST" in allowed and "GET" not in allowed, answer
    body(b"posted")(Answer(live.ask(request("POST", "/post-only"))))


says("any_protocol_is_accepted", b"GET / JUNK/1.1\r\nHost: localhost\r\n\r\n", status(400))
says("another_major_version_is_accepted", b"GET / HTTP/3.0\r\nHost: a\r\n\r\n", status(505))
says("a_mount_takes_paths_that_only_begin_alike", get("/app10"), status(404))


@fault()
def an_exception_midway_looks_like_a_whole_page(live):
    sock = live.connect()
    sock.sendall(get("/break-midway"))
    try:
        answer = Answer(read_all(sock))
    except ConnectionResetError:
        return
    length = answer.header("Content-Length")
    assert answer.status == 500 or length and int(length) > len(answer.body), answer


@fault()
def a_short_body_is_taken_for_a_whole_one(live):
    said = request("POST", "/form", "Content-Length: 20", body=b"name=Anna")
    answer = Answer(live.ask(said, half_close=True))
    assert answer.status in (0, 400), answer


@fault()
def an_unread_body_destroys_the_reply(live):
    with live.connect() as sock:
        sock.sendall(request("POST", "/", "Content-Length: 3000", body=b"x" * 3000))
        body(b"Hello, world!")(Answer(read_all(sock)))


@fault()
def the_second_of_two_pipelined_requests_is_lost(live):
    with live.connect() as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n" + get("/text"))
        said = read_all(sock)
    assert said.count(b"HTTP/1.1 200 ") == 2, said
    assert b"Hello, world!" in said and said.endswith("苹果.".encode()), said


TYPES = {
    "js": ("text/javascript", "application/javascript"),
    "json": ("application/json",),
    "svg": ("image/svg+xml",),
    "gif": ("image/gif",),
    "png": ("image/png",),
    "jpg": ("image/jpeg",),
}


@fault()
def files_have_the_wrong_type(live):
    for suffix, types in TYPES.items():
        answer = live.get("/static/page." + suffix)
        told = (answer.header("Content-Type") or "").split(";")[0]
        assert answer.status == 200 and told in types, answer


says("the_static_folder_itself_is_an_empty_page", get("/static/."), status(403, 404))
says("a_nul_cuts_the_file_path", get("/static/page.txt\0.html"), status(400, 404))


@fault()
def a_line_end_in_a_header_value_splits_the_response(live):
    sent = live.get("/header?name=a%0D%0AX-Injected:%20yes%0D%0A%0D%0A<b>")
    assert sent.status == 500 and b"Injected" not in sent.data, sent


says(
    "a_template_shows_what_a_client_wrote_as_markup",
    get("/note?text=%3Cscript%3E"),
    lambda answer: body(b"<p>&lt;script&gt;</p>")(stripped(answer)),
)


def stripped(answer):
    answer.body = answer.body.strip()
    return answer


@fault(program="notebook.py")
def notes_of_one_second_overwrite_each_other(live):
    for text in ("one", "two", "three"):
        body(b"added")(live.get("/add?text=" + text))
    body(b"one,three,two")(live.get("/notes"))


says("a_file_name_with_two_dots_is_refused", get("/static/a..txt"), body(b"two dots\n"))

# ---- Already sound, keep it so

SECRETS = (
    "/static/../garden.py",
    "/static/..",
    "/static/%2e%2e/garden.py",
    "/static/..%2fgarden.py",
    "/static/%2e%2e%2fgarden.py",
    "/static//../garden.py",
    "/static/./../garden.py",
    "/static/..\\garden.py",
    "/static/static/../../garden.py",
    "/static//etc/passwd",
    "/static/%2fetc/passwd",
)


@sound()
def a_path_out_of_the_static_folder_is_refused(live):
    for path in SECRETS:
        answer = live.get(path)
        assert answer.status in (400, 403, 404), (path, answer)
        assert b"import picoweb" not in answer.data and b"root:" not in answer.data, path
    still_serves(live)


@sound()
def a_client_closes_while_the_answer_comes(live):
    for _ in range(5):
        with live.connect() as sock:
            sock.sendall(get("/large"))
            sock.recv(1000)
    still_serves(live)


@sound()
def a_client_resets_while_the_answer_comes(live):
    for _ in range(5):
        sock = live.connect()
        sock.sendall(get("/large"))
        sock.recv(1000)
        reset(sock)
    still_serves(live)


@sound()
def a_slow_reader_gets_all(live):
    sock = live.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    sock.connect((HOST, live.port))
    sock.sendall(get("/large"))
    time.sleep(0.3)
    still_serves(live)
    assert Answer(read_all(sock)).body == b"0123456789abcdef" * 32 * 400


says("a_plus_is_a_space", form(b"name=a+b"), body(b"a b"), SOUND)
says("an_escaped_plus_is_a_plus", form(b"name=a%2Bb"), body(b"a+b"), SOUND)
says("repeated_keys_are_a_list", get("/query?name=a&name=b"), body(b"['a', 'b']"), SOUND)


@sound()
def a_memory_error_in_a_handler_is_survived(live):
    for _ in range(3):
        live.get("/memory")
    still_serves(live)


@sound()
def nothing_grows_over_two_thousand_requests(live):
    def held():
        return int(live.get("/heap").body)

    for _ in range(50):
        live.get("/")
    before = min(held() for _ in range(3))
    for _ in range(2000):
        live.get("/")
    # A little is allowed for: a dict grown, a number beyond small integers; and for a while, what
    # a stale word on the stack points to.
    assert wait_for(lambda: held() <= before + 500)
    nothing_is_left_open(live)
