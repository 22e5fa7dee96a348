"""The parts of a live listing, each by a table: in the browser, without a site and a program."""

import subprocess

import pytest

from tools import runtimes
from tools.runtimes import ROOT, Missing

LIVE = ROOT / "docs" / "_static" / "live"


@pytest.fixture(scope="module")
def parts(browser):
    """A blank page that has the scripts."""
    page = browser.new_page()
    for name in ("http.js", "websocket.js", "python.js"):
        page.add_script_tag(path=LIVE / name)
    yield page
    page.close()


# ---- HTTP ----

READ = """async ([method, pieces]) => {
    const live = picowebLive, reader = new live.Reader();
    (async () => {
        for (const piece of pieces) {
            reader.push(Uint8Array.from(piece));
            await null;
        }
        reader.end();
    })();
    try {
        const head = await live.readHead(reader), body = [];
        for await (const piece of live.readBody(reader, method, head))
            body.push(...piece);
        return [head.status, head.reason, new TextDecoder().decode(Uint8Array.from(body))];
    } catch (error) {
        return error.message;
    }
}"""

OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
RESPONSES = {
    "a length": ("GET", OK + b"Content-Length: 5\r\n\r\nhello, and more", [200, "OK", "hello"]),
    "up to the end": ("GET", OK + b"\r\nhello", [200, "OK", "hello"]),
    "chunks": (
        "GET",
        CHUNKED + b"3;x=y\r\nhel\r\nA\r\nlo, world!\r\n0\r\nT: 1\r\n\r\n",
        [200, "OK", "hello, world!"],
    ),
    "no reason": ("GET", b"HTTP/1.0 404\r\n\r\n", [404, "", ""]),
    "HEAD has no body": ("HEAD", OK + b"Content-Length: 5\r\n\r\n", [200, "OK", ""]),
    "304 has no body": (
        "GET",
        b"HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        [304, "Not Modified", ""],
    ),
    "lines that end in LF": (
        "GET",
        b"HTTP/1.1 200 OK\nContent-Length: 2\n\nhi",
        [200, "OK", "hi"],
    ),
    "broken off": (
        "GET",
        OK + b"Content-Length: 5\r\n\r\nhel",
        "The body broke off: 2 bytes are missing.",
    ),
    "broken off between chunks": (
        "GET",
        CHUNKED + b"3\r\nhel\r\n",
        "The body broke off between two chunks.",
    ),
    "nothing": ("GET", b"", "The program closed the connection without an answer."),
    "no HTTP": ("GET", b"Hello\r\n\r\n", "This is no HTTP response: Hello"),
}


@pytest.mark.parametrize("method, said, read", RESPONSES.values(), ids=RESPONSES)
def test_a_response_is_read(parts, method, said, read):
    assert parts.evaluate(READ, [method, [list(said)]]) == read
    assert parts.evaluate(READ, [method, [[byte] for byte in said]]) == read


# ---- WebSocket ----

FRAMES = {
    "text": ([0x81, 5, *b"hello"], "81 05  text: hello"),
    "masked": ([0x81, 0x82, 1, 2, 3, 4, 0x69, 0x6B], "81 82 01 02 03 04  text: hi"),
    "126 bytes": ([0x82, 126, 0, 126, *bytes(126)], "82 7e 00 7e  binary: 126 bytes"),
    "close": ([0x88, 6, 3, 0xE8, *b"done"], "88 06  close: 1000 done"),
    "two": ([0x89, 0, 0x8A, 0], "89 00  ping\n8a 00  pong"),
}


@pytest.mark.parametrize("frame, shown", FRAMES.values(), ids=FRAMES)
def test_frames_are_shown(parts, frame, shown):
    assert parts.evaluate("it => picowebLive.describeFrames(Uint8Array.from(it))", frame) == shown


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536])
def test_a_frame_that_is_sent_can_be_read(parts, size):
    there_and_back = """async size => {
        const live = picowebLive, reader = new live.Reader();
        const sent = live.frameBytes(2, new Uint8Array(size).fill(7), Uint8Array.of(0, 0, 0, 0));
        const wide = size < 126 ? 2 : size < 65536 ? 4 : 10;
        sent[1] &= 127;
        reader.push(sent.slice(0, wide));
        reader.push(sent.slice(wide + 4));
        const {last, opcode, payload} = await live.readFrame(reader);
        const same = payload.every(byte => byte === 7);
        return [last, opcode, payload.length, same, reader.held.length];
    }"""
    assert parts.evaluate(there_and_back, size) == [True, 2, size, True, 0]


# ---- What Pycopy lacks ----

LACKING = {
    'x = f"a"': "an f-string",
    "x = rF'''\na'''": "an f-string",
    "match x:\n    case 1:\n        pass": "a match statement",
    "match (x, y):\n    case _:\n        pass": "a match statement",
    "def f(a, /, b):\n    pass": "a / between parameters",
    "x = [*a]": "* in a list",
    "x = {*a}": "* in a set",
    "x = (*a, 1)": "* in a tuple",
    "def f():\n    return (*a, 1)": "* in a tuple",
    "x = {**d}": "** in a dictionary",
    'x = {"a": 1, **d}': "** in a dictionary",
    "f(*a, *b)": "several * in one call",
    "f(**a, **b)": "several ** in one call",
    "async def f():\n    return [x async for x in y]": "an asynchronous comprehension",
}
# It is said of those that compile, and fail when they run.
LACKING_WHEN_RUN = {
    "async def f():\n    yield 1": "yield in an async def",
    "async def f():\n    def g():\n        pass\n    yield 1": "yield in an async def",
    "class A(metaclass=M):\n    pass": "an argument with a name in a class statement",
    "a[::2]": "a slice with a step",
    "a[1:2:3]": "a slice with a step",
}
KNOWN = """
x = "f\\"a\\""  # f"no"
|x = '''
f"a"
'''
|match = 3
|match(x)
|match[x] = 1
|x = a / b
|f(*a)
|f(*a, **b)
|f(a, *b, c=1)
|print(*[1, 2])
|def f(*, a):
    pass
|def f(*a, **b):
    pass
|a, *b = c
|def f():
    yield 1
|async def f():
    def g():
        yield 1
|async def f():
    async for x in y:
        pass
    async with z as x:
        pass
|a[1:2]
|a[:], b[:]
|x = {1: 2, 3: 4}
|a[lambda: 1:2]
|class A(B):
    x = 1
|if (y := 3):
    pass
|x = lambda *a, **b: a
|f(lambda *a: a, *b)
|x = 2 ** 3 * 4
|x = not (a) * b
|f(a)(*b)
|x = 1e-5 + .5 + 0x1F
|rf = 1
""".strip().split("\n|")


@pytest.mark.parametrize("text", [*LACKING, *LACKING_WHEN_RUN])
def test_what_pycopy_lacks_is_found(parts, text):
    found = [one["text"] for one in parts.evaluate("it => picowebLive.notOnPycopy(it)", text)]
    assert found == [{**LACKING, **LACKING_WHEN_RUN}[text]]


@pytest.mark.parametrize("text", KNOWN)
def test_what_pycopy_knows_is_left_alone(parts, text):
    assert parts.evaluate("it => picowebLive.notOnPycopy(it)", text) == []


def test_no_program_of_the_project_is_warned_of(parts):
    programs = [*ROOT.glob("tutorial/**/*.py"), *ROOT.glob("picoweb/*.py")]
    for program in programs:
        found = parts.evaluate("it => picowebLive.notOnPycopy(it)", program.read_text())
        assert not found or program.stem in ("asgi", "cpython"), f"{program}: {found}"


def test_the_tokens_are_the_whole_text(parts):
    for program in ROOT.glob("picoweb/*.py"):
        text = program.read_text()
        together = "it => picowebLive.tokens(it).map(token => token.text).join('')"
        assert parts.evaluate(together, text) == text, program


@pytest.mark.parametrize("text", [*LACKING, *KNOWN])
def test_pycopy_itself_says_so(tmp_path, text):
    """The table against the Python that it is about: does it compile there?"""
    try:
        pycopy = runtimes.find("pycopy")
    except Missing as missing:
        pytest.skip(str(missing))
    program = tmp_path / "program.py"
    program.write_text(f"compile({text!r}, 'it', 'exec')\nprint('compiled')\n")
    done = subprocess.run(pycopy.argv(program), env=pycopy.env(), capture_output=True, text=True)
    assert ("compiled" in done.stdout) == (text in KNOWN), done.stdout + done.stderr
