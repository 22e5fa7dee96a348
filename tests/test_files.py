"""Files for browsers: tables on every Python, clients that keep and resume, frozen files."""

import contextlib
import gzip
import http.client
import os
import shutil
import subprocess
import sys
import time
from email.utils import formatdate
from pathlib import Path

import httpx
import pytest
from faults.live import HOST, PATIENCE, get, read_all, reset, wait_for
from live.serving import serve

from tools import assets
from tools.measure import trees
from tools.runtimes import ROOT, SMALL, Missing

HERE = Path(__file__).parent / "on_every_python"
CSS = b"p { margin: 0 }\n" * 500
BLOB = os.urandom(100_000)
YA = "\u044f \u00e9.txt"


def test_files(python, run_cases):
    run_cases(python, HERE / "part_files.py")


@contextlib.contextmanager
def served(python, **limits):
    """Start a server of two folders, and fill them."""
    with serve(python, "pictures.py", **limits) as server:
        server.folder = Path(server.output).parent
        site, downloads = server.folder / "site", server.folder / "downloads"
        site.mkdir()
        downloads.mkdir()
        (site / "index.html").write_text("<h1>Pictures</h1>\n")
        (site / "style.css").write_bytes(CSS)
        (site / "style.css.gz").write_bytes(gzip.compress(CSS))
        (site / YA).write_text("named\n")
        (downloads / "blob.bin").write_bytes(BLOB)
        yield server


def url(server, path):
    return f"http://{HOST}:{server.port}{path}"


def curl(*words):
    """Run curl; return what it says on its standard output."""
    command = ["curl", "--silent", "--show-error", "--max-time", "20", *map(str, words)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


# ---- curl


def test_curl_has_files_and_parts(python):
    with served(python) as server:
        blob = url(server, "/downloads/blob.bin")
        assert curl(blob) == BLOB
        assert curl("-r", "1000-1999", blob) == BLOB[1000:2000]
        assert curl("-r", "-7", blob) == BLOB[-7:]
        assert curl("-r", "99990-", blob) == BLOB[-10:]
        assert curl(url(server, "/")) == b"<h1>Pictures</h1>\n"
        assert curl(url(server, "/%D1%8F%20%C3%A9.txt")) == b"named\n"
        status = ("-o", os.devnull, "-w", "%{http_code}")
        assert curl(*status, "-r", "100000-", blob) == b"416"
        assert curl(*status, "--path-as-is", url(server, "/../downloads/blob.bin")) == b"404"
        assert b"\r\nContent-Length: 100000\r\n" in curl("--head", blob)
        server.check()


@pytest.mark.parametrize("size", [1, 5000, 99_999])
def test_curl_resumes_what_broke_off(python, tmp_path, size):
    with served(python) as server:
        kept = tmp_path / "blob.bin"
        kept.write_bytes(BLOB[:size])
        curl("-C", "-", "-o", kept, url(server, "/downloads/blob.bin"))
        assert kept.read_bytes() == BLOB
        server.check()


def test_curl_takes_packed_files(python):
    with served(python) as server:
        style = url(server, "/style.css")
        assert curl(style) == CSS
        assert curl("--compressed", style) == CSS
        packed = curl("-H", "Accept-Encoding: gzip", style)
        assert len(packed) < 200 and gzip.decompress(packed) == CSS
        assert curl("-H", "Accept-Encoding: gzip;q=0", style) == CSS


def test_curl_does_not_fetch_what_it_has(python, tmp_path):
    with served(python) as server:
        etag, kept = tmp_path / "etag", tmp_path / "kept"
        words = ("--etag-save", etag, "--etag-compare", etag, "-o", kept, "-w", "%{http_code}")
        style = url(server, "/style.css")
        assert curl(*words, style) == b"200"
        assert curl(*words, style) == b"304"
        assert kept.read_bytes() == CSS
        file = server.folder / "site" / "style.css"
        os.utime(file, (file.stat().st_mtime - 60,) * 2)
        assert curl(*words, style) == b"200"


def test_curl_asks_by_time(python, tmp_path):
    with served(python) as server:
        kept, style = tmp_path / "kept", url(server, "/style.css")
        curl("-R", "-o", kept, style)
        assert int(kept.stat().st_mtime) == int((server.folder / "site/style.css").stat().st_mtime)
        words = ("-z", kept, "-o", os.devnull, "-w", "%{http_code}", style)
        assert curl(*words) == b"304"
        os.utime(kept, (time.time() + 3600,) * 2)
        assert curl(*words) == b"304"
        os.utime(kept, (time.time() - 3600,) * 2)
        assert curl(*words) == b"200"


# ---- httpx


def test_httpx_has_files_packed_and_unpacked(python):
    with served(python) as server, httpx.Client(trust_env=False) as client:
        style = url(server, "/style.css")
        said = client.get(style)
        assert said.content == CSS and said.headers["Content-Encoding"] == "gzip"
        assert said.headers["Cache-Control"] == "max-age=86400"
        again = client.get(style, headers={"If-None-Match": said.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        said = client.get(style, headers={"Accept-Encoding": "identity", "Range": "bytes=-9"})
        assert (said.status_code, said.content) == (206, CSS[-9:])
        assert client.get(url(server, "/" + YA)).text == "named\n"


# ---- http.client


def ask(client, path, **headers):
    client.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
    response = client.getresponse()
    return response.status, response.read(), response.headers


def test_the_connection_is_kept_over_all_kinds_of_answers(python):
    with served(python) as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        status, body, headers = ask(client, "/downloads/blob.bin")
        assert (status, body) == (200, BLOB)
        sock, etag = client.sock, headers["ETag"]
        for said, expected in (
            ({"If_None_Match": etag}, (304, b"")),
            ({"Range": "bytes=5-9"}, (206, BLOB[5:10])),
            ({"Range": "bytes=5-9", "If_Range": etag}, (206, BLOB[5:10])),
            ({"Range": "bytes=100000-"}, (416, None)),
            ({"Range": "bytes=5-9,20-30"}, (200, BLOB)),
            ({"If_Match": '"other"'}, (412, None)),
        ):
            status, body, headers = ask(client, "/downloads/blob.bin", **said)
            assert status == expected[0]
            assert expected[1] is None or body == expected[1]
        assert ask(client, "/downloads/none")[0] == 404
        assert client.sock is sock, "it had to connect again"
        client.close()


def test_a_changed_file_is_another(python):
    with served(python) as server:
        client = http.client.HTTPConnection(HOST, server.port, timeout=PATIENCE)
        etag = ask(client, "/downloads/blob.bin")[2]["ETag"]
        (server.folder / "downloads" / "blob.bin").write_bytes(b"changed")
        assert ask(client, "/downloads/blob.bin", If_None_Match=etag)[:2] == (200, b"changed")
        said = {"Range": "bytes=2-", "If_Range": etag}
        assert ask(client, "/downloads/blob.bin", **said)[:2] == (200, b"changed")
        client.close()


def test_a_file_that_grows_while_it_is_sent(python):
    with served(python) as server:
        file = server.folder / "downloads" / "log.csv"
        file.write_bytes(b"x" * 1_000_003)
        sock = server.say(get("/downloads/log.csv"), narrow=True)
        begun = sock.recv(100)
        with file.open("ab") as log:
            log.write(b"y" * 5000)
        head, _, body = (begun + read_all(sock)).partition(b"\r\n\r\n")
        assert b"Content-Length: 1000003" in head and body == b"x" * 1_000_003
        server.check()


@pytest.mark.parametrize("left", [100_000, 0, None])
def test_a_file_that_shrinks_or_vanishes_while_it_is_sent(python, left):
    with served(python) as server:
        file = server.folder / "downloads" / "log.csv"
        file.write_bytes(b"x" * 1_000_003)
        sock = server.say(get("/downloads/log.csv"), narrow=True)
        begun = sock.recv(100)
        if left is None:
            file.unlink()
        else:
            os.truncate(file, left)
        head, _, body = (begun + read_all(sock)).partition(b"\r\n\r\n")
        assert b"Content-Length: 1000003" in head
        # What is open stays whole; of what is shorter now, the client sees that it was cut.
        assert (len(body) == 1_000_003) == (left is None)
        assert not body.strip(b"x")
        server.check()


def test_clients_that_leave_and_that_do_not_read(python):
    with served(python, timeout=0.6) as server:
        (server.folder / "downloads" / "large.bin").write_bytes(bytes(4_000_000))
        server.wait_for_stats(slots=0)
        before = server.descriptors()
        said = get("/downloads/large.bin", "Range: bytes=1-")
        for _ in range(5):
            sock = server.say(said, narrow=True)
            sock.recv(100)
            reset(sock)
        lazy = [server.say(said, narrow=True) for _ in range(3)]
        # The server gives them up, and closes the files.
        server.wait_for_stats(slots=0)
        assert wait_for(lambda: server.descriptors() <= before)
        for sock in lazy:
            sock.close()
        server.check()


@pytest.mark.parametrize("zone", ["HST10", "EST5", "JST-9", "NZDT-13"])
def test_dates_are_right_in_every_time_zone(python, monkeypatch, zone):
    monkeypatch.setenv("TZ", zone)
    with served(python) as server:
        for seconds in (1703980799, 1704067199, 1704067200, 1709251199, 1735689599):
            os.utime(server.folder / "site" / "style.css", (seconds, seconds))
            said = server.get("/style.css")
            assert said.header("Last-Modified") == formatdate(seconds, usegmt=True)


# ---- frozen files

USER = """
import made
import picoweb
from picoweb.files import Files
from picoweb.testing import Client

passed = 0


def check(right):
    global passed
    passed += 1
    if not right:
        raise ValueError("check %d" % passed)


app = picoweb.WebApp(None)
app.open = made.open
app.template_loader = made
Files("static", cache={"": 60}).at(app, "/s")


@app.route("/page")
async def page(req, resp):
    await picoweb.start_response(resp)
    await app.render_template(resp, "page.html", ("<me>", [1, 2]))


@app.route("/string")
async def string(req, resp):
    return app.render_str("other.html")


client = Client(app)
packing = {"Accept-Encoding": "gzip"}
r = client.get("/s/style.css")
check(r.body == b"p { margin: 0 }\\n" * 500 and "Content-Encoding" not in r.headers)
check(r.headers["Content-Type"] == "text/css; charset=utf-8")
check(r.headers["Cache-Control"] == "max-age=60" and "Last-Modified" not in r.headers)
etag = r.headers["ETag"]
check(client.get("/s/style.css", headers={"If-None-Match": etag}).status == 304)
r = client.get("/s/style.css", headers={"Range": "bytes=5000-5015"})
check(r.status == 206 and r.body == b"in: 0 }\\np { marg")
r = client.get("/s/style.css", headers=packing)
check(r.headers["Content-Encoding"] == "gzip" and len(r.body) < 200)
check(r.headers["ETag"] != etag and r.headers["Vary"] == "Accept-Encoding")
check(client.get("/s/%D1%8F%20%C3%A9.txt").text == "named\\n")
check(client.get("/s/scan.tiff").headers["Content-Type"] == "image/tiff")
check(client.get("/s/noise.bin", headers=packing).body == bytes(range(256)))
check(client.get("/s/", headers=packing).text == "index")
check(client.get("/s/none").status == 404 and client.get("/s/style").status == 404)
check(client.get("/static/style.css").body == b"p { margin: 0 }\\n" * 500)
check(client.get("/static/none").status == 404)
check(client.get("/page").text == "<h1>&lt;me&gt; \\"\u044f\\"</h1>\\n1,\\n2,\\n<hr>\\n")
check(client.get("/string").text == "<hr>\\n")
print("%d passed, 0 failed" % passed)
"""


PAGE = """\
{% args who, numbers %}
{% set import picoweb %}
<h1>{{picoweb.escape(who)}} "\u044f"</h1>
{% for n in numbers %}
{{n}},
{% endfor %}
{% include "other.html" %}
"""


@pytest.fixture
def site(tmp_path):
    """A folder with files and templates of many kinds."""
    folder = tmp_path / "site"
    static, templates = folder / "static", folder / "templates"
    static.mkdir(parents=True)
    templates.mkdir()
    (static / "style.css").write_bytes(CSS)
    (static / "style.css.gz").write_bytes(b"an old one")
    (static / "index.html").write_text("index")
    (static / YA).write_text("named\n")
    (static / "scan.tiff").write_bytes(b"")
    (static / "noise.bin").write_bytes(bytes(range(256)))
    (templates / "page.html").write_text(PAGE)
    (templates / "other.html").write_text("<hr>\n")
    (templates / "page_html.py").write_text("# what utemplate made of it before\n")
    (templates / "empty.html").write_text("")
    return folder


def make(source, target):
    command = [sys.executable, "-m", "tools.assets", str(source), str(target)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_frozen_files_and_templates(python, run_cases, site, tmp_path):
    program = tmp_path / "program.py"
    program.write_text(USER)
    status, said = make(site, tmp_path / "made.py")
    assert status == 0, said
    shutil.rmtree(site)
    run_cases(python, program)


def test_the_same_files_make_the_same_module(site, tmp_path):
    first = assets.module(site)
    os.utime(site / "static" / "style.css", (0, 0))
    assert assets.module(site) == first
    (site / "static" / "style.css").write_bytes(CSS[1:])
    assert assets.module(site) != first


def test_what_does_not_help_is_not_packed(site):
    module = {}
    exec(assets.module(site), module)
    sizes = {name: size for name, (_, size, *_) in module["FILES"].items()}
    assert sizes.pop("static/style.css") == len(CSS)
    assert set(sizes.values()) == {0} and len(sizes) == 4


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("bad.html", "{% if x %}", 'template "bad.html"'),
        ("bad.html", "{% nonsense %}", 'template "bad.html"'),
        ("bad.html", '{% include "none.html" %}', 'template "bad.html"'),
        ("bad.html", "{% include {{name}} %}", "only its arguments name"),
        ("bad.html", "{{ 1 + }}", 'template "bad.html"'),
    ],
)
def test_a_template_that_does_not_compile_is_named(site, tmp_path, name, text, words):
    (site / "templates" / name).write_text(text)
    status, said = make(site, tmp_path / "made.py")
    assert status == 1 and words in said and said.count("\n") == 1, said
    assert not (tmp_path / "made.py").exists()


@pytest.mark.parametrize(
    ("source", "target", "words"),
    [
        ("", "made.py", "FROM=folder TO=name.py"),
        ("site", "", "FROM=folder TO=name.py"),
        ("none", "made.py", "is no folder"),
        ("site/static", "made.py", "no files in static/ or templates/"),
        ("site", "made-up.py", "no module"),
        ("site", "made", "no module"),
        ("site", "none/made.py", "none"),
    ],
)
def test_what_cannot_be_made_is_said_in_a_sentence(site, tmp_path, source, target, words):
    status, said = make(source and tmp_path / source, target and tmp_path / target)
    assert status == 1 and words in said and said.count("\n") == 1, said


def test_make_assets(site, tmp_path):
    command = ["make", "assets", f"FROM={site}", f"TO={tmp_path / 'made.py'}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "5 files and 3 templates" in done.stdout + done.stderr
    assert "make assets" in subprocess.check_output(["make", "help"], cwd=ROOT, text=True)


@pytest.mark.parametrize("python", SMALL, indirect=True)
def test_frozen_files_compiled_for_a_board(python, run_cases, site, tmp_path):
    made, board = tmp_path / "made.py", tmp_path / "board"
    assert make(site, made)[0] == 0
    board.mkdir()
    (board / "program.py").write_text(USER)
    compile_for(python, made, board / "made.mpy")
    run_cases(python, board / "program.py")


def compile_for(python, path, target):
    try:
        trees.compile_file(path, python.name, target)
    except Missing as missing:
        pytest.skip(str(missing))
