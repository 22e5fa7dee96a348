# Files for browsers: ETag, Last-Modified, what depends on them, parts, packed ones, frozen ones.
import picoweb
from cases import CASES, case, equal, raises, run
from picoweb import files
from picoweb.assets import find
from picoweb.conditions import comparable
from picoweb.response import http_date
from picoweb.files import Files, accepts_gzip, cache_control, stat
from picoweb.testing import Client

try:
    from io import BytesIO
except ImportError:
    from uio import BytesIO

HERE = __file__.rpartition("/")[0] + "/"

# Its files are those beside this module.
app = picoweb.WebApp("cases")
CACHE = {".css": 86400, "*.html": "no-cache", "birds/*": 5, "": "private"}
pictures = Files("pictures", CACHE)
pictures.at(app, "/pictures/")
Files("static/", index="hello.txt").at(app, "/more")
client = Client(app)


def get(path, **headers):
    # Names of headers are written with "_" for "-".
    return ask("GET", path, **headers)


def ask(method, path, **headers):
    said = {name.replace("_", "-"): headers[name] for name in headers}
    return client.request(method, path, headers=said)


def contents(name):
    with open(HERE + name, "rb") as f:
        return f.read()


def served(path, status, body, **headers):
    response = get(path, **headers)
    equal((response.status, response.body), (status, body))
    return response


# ---- what is sent


@case
def a_file_is_sent_with_all_that_a_browser_keeps():
    status = stat(HERE + "pictures/one.bin")
    response = served("/pictures/one.bin", 200, contents("pictures/one.bin"))
    lines = dict(response.headers.items())
    lines.pop("Date", None)
    equal(
        lines,
        {
            "Content-Type": "application/octet-stream",
            "Content-Length": "5000",
            "Connection": "close",
            "Vary": "Accept-Encoding",
            "Accept-Ranges": "bytes",
            "Last-Modified": http_date(status[8]).decode(),
            "ETag": '"%x-%x"' % (status[8], status[6]),
            "Cache-Control": "private",
        },
    )


@case
def every_kind_of_name_is_found():
    for path, name in (
        ("one.bin", "one.bin"),
        ("%6fne.bin", "one.bin"),
        ("%D1%8F.txt", "\u044f.txt"),
        ("%d1%8f.txt", "\u044f.txt"),
        ("100%2541.txt", "100%41.txt"),
        ("empty.txt", "empty.txt"),
        ("birds/index.html", "birds/index.html"),
        ("birds%2findex.html", "birds/index.html"),
        ("style.css.gz", "style.css.gz"),
        ("folder.txt", "folder.txt"),
        ("one.bin?v=1", "one.bin"),
    ):
        served("/pictures/" + path, 200, contents("pictures/" + name), Accept_Encoding="gzip")


@case
def a_path_that_ends_with_a_slash_is_its_index():
    served("/pictures/", 200, contents("pictures/index.html"))
    served("/pictures/birds/", 200, contents("pictures/birds/index.html"))
    served("/more/", 200, contents("static/hello.txt"))
    served("/more/folder/page.html", 200, contents("static/folder/page.html"))


@case
def what_is_no_file_of_the_folder_is_404():
    for path in (
        "none.txt",
        "birds",
        "folder.txt.gz",
        "only.txt",
        "none/",
        "/",
        "//",
        "../parts.py",
        "birds/../../parts.py",
        "%2e%2e/parts.py",
        "..%2fparts.py",
        "%2e%2e%2fparts.py",
        "%252e%252e/parts.py",
        "..%5cparts.py",
        "birds%5cindex.html",
        "/etc/passwd",
        "%2fetc/passwd",
        ".",
        "%2e",
        "...",
        "./one.bin",
        "one.bin/",
        "one.bin/a",
        "one.bin%00",
        "one.bin%00.css",
        "100%41.txt",
        "100A.txt",
        "%ff%fe",
        "%",
        "%zz",
        "a" * 300,
        "a" * 900,
        "b/" * 400 + "a",
    ):
        equal((path, get("/pictures/" + path).status), (path, 404))
    equal(get("/pictures/" + "a" * 1100).status, 414)
    equal(get("/pictures").status, 404)


@case
def head_says_the_same_without_the_body():
    for path in ("one.bin", "style.css", "", "empty.txt"):
        whole = get("/pictures/" + path)
        response = ask("HEAD", "/pictures/" + path)
        equal((response.status, response.body), (200, b""))
        for name, value in whole.headers.items():
            if name != "Date":
                equal((name, response.headers[name]), (name, value))
    equal(ask("HEAD", "/pictures/none").status, 404)


@case
def head_reads_no_file():
    class Unread:
        def open(self, path):
            if path.endswith(".gz"):
                raise OSError(2)
            return self

        def seek(self, offset, whence=0):
            return 7

        def close(self):
            pass

    unread = picoweb.WebApp("cases")
    Files("any", source=Unread()).at(unread, "/")
    response = Client(unread).request("HEAD", "/a")
    equal((response.status, response.headers["Content-Length"]), (200, "7"))


@case
def other_methods_are_405():
    for path in ("/pictures/", "/pictures/one.bin"):
        response = ask("POST", path)
        equal(response.status, 405)
        equal(response.headers["Allow"], "GET, HEAD, OPTIONS")


@case
def a_handler_sends_a_file_by_its_name():
    other = picoweb.WebApp("cases")

    @other.route("/skip", headers="skip")
    async def skip(req, resp):
        await pictures.send(req, resp, "one.bin")

    @other.route("/<name>", methods=["GET", "POST"])
    async def one(req, resp, name):
        resp.add_header("Content-Disposition", "attachment")
        await pictures.send(req, resp, name)

    talk = Client(other)
    response = talk.get("/one.bin")
    equal((response.status, response.body), (200, contents("pictures/one.bin")))
    equal(response.headers["Content-Disposition"], "attachment")
    for path in ("/..%2fparts.py", "/%2fetc%2fpasswd", "/a%00", "/..", "/..%5cparts.py"):
        equal((path, talk.get(path).status), (path, 404))
    heard = {"If-None-Match": response.headers["ETag"], "Range": "bytes=0-1"}
    equal(talk.request("POST", "/one.bin", headers=heard).status, 200)
    equal(talk.get("/skip", headers=heard).body, contents("pictures/one.bin"))


@case
def an_app_that_is_mounted_has_files_of_its_own():
    inner, outer = picoweb.WebApp("cases"), picoweb.WebApp("cases")
    Files("pictures/birds").at(inner, "/")
    outer.mount("/m", inner)
    equal(Client(outer).get("/m/").body, contents("pictures/birds/index.html"))
    equal(Client(outer).get("/m/..%2fone.bin").status, 404)


# ---- what the client has already


def validators(path="/pictures/one.bin"):
    headers = get(path).headers
    return headers["ETag"], headers["Last-Modified"]


@case
def what_the_client_has_is_304():
    etag, date = validators()
    for said in (
        {"If_None_Match": etag},
        {"If_None_Match": "W/" + etag},
        {"If_None_Match": '"a", %s' % etag},
        {"If_None_Match": '"a",%s,"b"' % etag},
        {"If_None_Match": "\t%s\t,x" % etag},
        {"If_None_Match": "*"},
        {"If_Modified_Since": date},
        {"If_Modified_Since": "Sat, 01 Jan 2129 00:00:00 GMT"},
        {"If_None_Match": etag, "If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If_None_Match": etag, "Range": "bytes=0-1"},
        {"If_None_Match": etag, "If_Match": etag},
    ):
        for method in ("GET", "HEAD"):
            response = ask(method, "/pictures/one.bin", **said)
            equal((said, response.status, response.body), (said, 304, b""))
            equal(response.headers["ETag"], etag)
            equal(response.headers["Vary"], "Accept-Encoding")
            equal(response.headers["Cache-Control"], "private")
            for name in ("Content-Type", "Content-Length", "Content-Encoding"):
                equal(response.headers.get(name), None)


@case
def what_the_client_does_not_have_is_200():
    etag, date = validators()
    for said in (
        {"If_None_Match": '"a"'},
        {"If_None_Match": ""},
        {"If_None_Match": etag.replace('"', "")},
        {"If_None_Match": etag[:-1]},
        {"If_None_Match": ",,,"},
        {"If_None_Match": '"*"'},
        {"If_None_Match": "\xff\xfe" * 100},
        {"If_None_Match": "W/"},
        {"If_None_Match": '"a"', "If_Modified_Since": date},
        {"If_Modified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If_Modified_Since": ""},
        {"If_Modified_Since": "yesterday"},
        {"If_Modified_Since": "Sat, 01 Xyz 2129 00:00:00 GMT"},
        {"If_Modified_Since": "Saturday, 01-Jan-29 00:00:00 GMT"},
        {"If_Modified_Since": "Sat Jan  1 00:00:00 2129"},
        {"If_Modified_Since": "Sat, 01 Jan 2129 00:00:00 CET"},
        {"If_Modified_Since": "9" * 3000},
        {"If_Match": etag},
        {"If_Match": "*"},
        {"If_Match": '"a", ' + etag},
        {"If_Unmodified_Since": date},
        {"If_Unmodified_Since": "never"},
        {"If_Whatever": "x"},
    ):
        response = served("/pictures/one.bin", 200, contents("pictures/one.bin"), **said)
        equal(response.headers["ETag"], etag)


@case
def what_is_no_longer_as_the_client_expects_is_412():
    etag, date = validators()
    for said in (
        {"If_Match": '"a"'},
        {"If_Match": "W/" + etag},
        {"If_Match": ""},
        {"If_Unmodified_Since": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"If_Match": '"a"', "If_None_Match": etag},
    ):
        response = get("/pictures/one.bin", **said)
        equal((said, response.status), (said, 412))
        equal(response.headers.get("Cache-Control"), None)


# ---- parts


@case
def a_part_is_206():
    data = contents("pictures/one.bin")
    etag, date = validators()
    for text, start, end in (
        ("bytes=0-0", 0, 1),
        ("bytes=0-99", 0, 100),
        ("bytes=1460-2919", 1460, 2920),
        ("bytes=1459-4000", 1459, 4001),
        ("bytes=4999-4999", 4999, 5000),
        ("bytes=4990-", 4990, 5000),
        ("bytes=0-", 0, 5000),
        ("bytes=0-4999", 0, 5000),
        ("bytes=10-5000", 10, 5000),
        ("bytes=10-99999999999999999999", 10, 5000),
        ("bytes=-1", 4999, 5000),
        ("bytes=-5000", 0, 5000),
        ("bytes=-5001", 0, 5000),
        ("bytes=-18446744073709551616", 0, 5000),
        ("Bytes=007-0008", 7, 9),
    ):
        for also in ({}, {"If_Range": etag}, {"If_Range": date}, {"If_Match": etag}):
            response = get("/pictures/one.bin", Range=text, **also)
            equal((text, response.status), (text, 206))
            equal((text, response.body), (text, data[start:end]))
            range_ = "bytes %d-%d/5000" % (start, end - 1)
            equal((text, response.headers["Content-Range"]), (text, range_))
            equal(response.headers["ETag"], etag)


@case
def what_asks_for_no_part_has_it_all():
    data = contents("pictures/one.bin")
    for text in (
        "",
        "bytes",
        "bytes=",
        "bytes=-",
        "bytes=--5",
        "bytes=5",
        "bytes=5-2",
        "bytes=9000-8000",
        "bytes=a-b",
        "bytes=0-b",
        "bytes=0x0-0x5",
        "bytes=0-1,2-3",
        "bytes=0-1,",
        "bytes=0-5000,0-5000,0-5000,0-5000",
        "bytes= 0-1",
        "bytes =0-1",
        "bytes=0 - 1",
        "bytes=+0-1",
        "bytes=0-1-2",
        "bytes=1.0-2",
        "bytes=0-1;",
        "bytes==0-1",
        "byte=0-1",
        "items=0-1",
        "=0-1",
        "bytes=0-" + "9" * 3000,
        "bytes=" + "9" * 3000 + "-",
        "bytes=-" + "9" * 3000,
        "bytes=" + "0-1," * 700,
        "\xff\xff",
    ):
        response = served("/pictures/one.bin", 200, data, Range=text)
        equal(response.headers.get("Content-Range"), None)
    for also in ('"a"', "W/" + validators()[0], "", "Sat, 01 Jan 2129 00:00:00 GMT", "x"):
        served("/pictures/one.bin", 200, data, Range="bytes=0-1", If_Range=also)
    response = ask("HEAD", "/pictures/one.bin", Range="bytes=0-1")
    equal((response.status, response.headers["Content-Length"]), (200, "5000"))
    served("/pictures/empty.txt", 200, b"", Range="bytes=0-")
    served("/pictures/empty.txt", 200, b"", Range="bytes=-1")


@case
def a_part_behind_the_end_is_416():
    for text in ("5000-", "5000-6000", "99999999999999999999-", "-0", "-00"):
        response = get("/pictures/one.bin", Range="bytes=" + text)
        equal((text, response.status), (text, 416))
        equal(response.headers["Content-Range"], "bytes */5000")
        equal(response.headers.get("Cache-Control"), None)


@case
def every_cut_of_a_range_is_answered():
    whole = "bytes=123-4567"
    for end in range(len(whole) + 1):
        equal(get("/pictures/one.bin", Range=whole[:end]).status in (200, 206), True)


@case
def every_cut_of_a_condition_is_answered():
    etag, date = validators()
    for name, value in (
        ("If-None-Match", 'W/"a", ' + etag),
        ("If-Match", '"a", ' + etag),
        ("If-Modified-Since", date),
        ("If-Unmodified-Since", date),
        ("If-Range", etag),
        ("Accept-Encoding", "br, gzip;q=0.5, *;q=0"),
    ):
        for end in range(len(value)):
            said = {name: value[:end], "Range": "bytes=0-9"}
            status = client.get("/pictures/one.bin", headers=said).status
            equal((said, status in (200, 206, 304, 412)), (said, True))


def noise(seed, length):
    # The same on every Python, of all that a header line may hold.
    text = ""
    for _ in range(length):
        seed = (seed * 1103 + 12345) % 65521
        text += chr(33 + seed % 94)
    return seed, text


@case
def noise_is_answered():
    seed = 1
    names = ("Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since")
    names += ("If-Unmodified-Since", "Accept-Encoding")
    for length in range(1, 120):
        said = {}
        for name in names:
            seed, text = noise(seed, length)
            if seed % 3:
                said[name] = ("bytes=" if name == "Range" else "") + text
        status = client.get("/pictures/one.bin", headers=said).status
        equal((said, status in (200, 304, 412)), (said, True))
    for length in range(1, 60):
        seed, text = noise(seed, length)
        path = "/pictures/%" + text.replace("#", "%").replace("?", "%")
        equal((path, client.get(path).status in (400, 404)), (path, True))


@case
def a_file_that_grows_meanwhile_is_as_long_as_was_said():
    class Source:
        def open(self, path):
            if path.endswith(".gz"):
                raise OSError(2)
            return Grown()

    class Grown:
        # It says that it is shorter than what it then has.
        def seek(self, offset, whence=0):
            return 2000 if whence else offset

        def readinto(self, buf):
            for i in range(len(buf)):
                buf[i] = 120
            return len(buf)

        def close(self):
            pass

    growing = picoweb.WebApp("cases")
    Files("any", source=Source()).at(growing, "/")
    equal(Client(growing).get("/a").body, b"x" * 2000)
    equal(Client(growing).get("/a", headers={"Range": "bytes=100-299"}).body, b"x" * 200)


# ---- packed


@case
def a_packed_file_goes_to_who_takes_it():
    plain, packed = contents("pictures/style.css"), contents("pictures/style.css.gz")
    for accepted in ("gzip", "gzip, deflate, br", "br, GZIP;q=0.1", "*", "identity;q=0.5, *"):
        response = served("/pictures/style.css", 200, packed, Accept_Encoding=accepted)
        equal(response.headers["Content-Encoding"], "gzip")
        equal(response.headers["Content-Type"], "text/css; charset=utf-8")
        equal(response.headers["Vary"], "Accept-Encoding")
    for accepted in ("", "identity", "gzip;q=0", "br", "*;q=0", "gzip;q=0, *"):
        response = served("/pictures/style.css", 200, plain, Accept_Encoding=accepted)
        equal(response.headers.get("Content-Encoding"), None)
        equal(response.headers["Vary"], "Accept-Encoding")
    served("/pictures/style.css", 200, plain)
    served("/pictures/only.txt", 200, contents("pictures/only.txt.gz"), Accept_Encoding="gzip")


@case
def a_packed_file_is_one_of_its_own():
    packed = contents("pictures/style.css.gz")
    etag = get("/pictures/style.css", Accept_Encoding="gzip").headers["ETag"]
    equal(etag == validators("/pictures/style.css")[0], False)
    part = get("/pictures/style.css", Accept_Encoding="gzip", Range="bytes=2-9", If_Range=etag)
    equal((part.status, part.body), (206, packed[2:10]))
    equal(part.headers["Content-Encoding"], "gzip")
    again = get("/pictures/style.css", Accept_Encoding="gzip", If_None_Match=etag)
    equal((again.status, again.headers.get("Content-Encoding")), (304, None))
    equal(get("/pictures/style.css", If_None_Match=etag).status, 200)


@case
def accept_encoding_is_understood():
    for text, expected in (
        (b"", False),
        (b"gzip", True),
        (b"GZip", True),
        (b"gzip;q=1", True),
        (b"gzip;q=1.000", True),
        (b"gzip;q=0.001", True),
        (b"gzip; q=0.5", True),
        (b"gzip ; q = 0.5", True),
        (b"gzip;q=0", False),
        (b"gzip;q=0.", False),
        (b"gzip;q=0.000", False),
        (b"gzip;Q=0", False),
        (b"gzip; q=0", False),
        (b"deflate,gzip;q=0.3,br", True),
        (b"*;q=0,gzip", True),
        (b"gzip,*;q=0", True),
        (b"gzip;q=0,*;q=1", False),
        (b"*;q=0, gzip;q=0", False),
        (b"identity;q=1, *;q=0", False),
        (b"gzipped", False),
        (b"xgzip", False),
        (b",,,", False),
        (b";q=1", False),
        (b"\xff\xfe", False),
        (b"," * 3000, False),
    ):
        equal((text, accepts_gzip(text)), (text, expected))


# ---- how long it may be kept


@case
def the_longest_pattern_that_fits_decides():
    def line(name):
        return cache_control(CACHE, name)

    equal(line("style.css"), b"Cache-Control: max-age=86400\r\n")
    equal(line("a/style.css"), b"Cache-Control: max-age=86400\r\n")
    equal(line("index.html"), b"Cache-Control: no-cache\r\n")
    equal(line("birds/index.html"), b"Cache-Control: max-age=5\r\n")
    equal(line("css"), b"Cache-Control: private\r\n")
    equal(cache_control({"a*.js": 0}, "app.js"), b"Cache-Control: max-age=0\r\n")
    equal(cache_control({"a*.js": 0}, "bapp.js"), b"")
    equal(cache_control({}, "app.js"), b"")


# ---- clocks


class Clock:
    # While it is in use, every file has this time, and the clock says that.
    def __init__(self, modified, now):
        self.status = (0x8000, 0, 0, 0, 0, 0, 7, 0, modified, 0)
        self.now = now

    def __enter__(self):
        self.kept = files.stat, files.time
        files.stat = lambda path: self.status
        files.time = lambda: self.now

    def __exit__(self, *args):
        files.stat, files.time = self.kept


@case
def a_file_of_a_clock_that_was_not_set_has_no_validators():
    for modified, now in ((0, 10**9), (files.YEAR, 10**9), (5, 5), (10**9 + 1, 10**9)):
        with Clock(modified, now):
            headers = get("/pictures/one.bin").headers
            equal((headers.get("ETag"), headers.get("Last-Modified")), (None, None))
            equal(get("/pictures/one.bin", If_None_Match='"x"').status, 200)
            equal(get("/pictures/one.bin", If_Modified_Since="x").status, 200)
            equal(get("/pictures/one.bin", Range="bytes=0-1").status, 206)
            equal(get("/pictures/one.bin", Range="bytes=0-1", If_Range='"x"').status, 200)
            equal(get("/pictures/one.bin", If_None_Match="*").status, 304)
    for modified, now in ((files.YEAR + 1, 10**9), (10**9, 10**9)):
        with Clock(modified, now):
            headers = get("/pictures/one.bin").headers
            equal(headers["ETag"], '"%x-7"' % modified)
            equal(headers["Last-Modified"], http_date(modified).decode())


@case
def dates_are_compared():
    equal(comparable(b"Sun, 06 Nov 1994 08:49:37 GMT"), b"19941006084937")
    equal(comparable(http_date(10**9))[-2:], b"40")
    equal(comparable(b"Thu, 01 Jan 1970 00:00:00 GMT"), b"19700001000000")
    equal(comparable(b"Thu, 31 Dec 1970 00:00:00 GMT"), b"19701131000000")
    whole = b"Sun, 06 Nov 1994 08:49:37 GMT"
    for end in range(len(whole)):
        equal(comparable(whole[:end]), b"")
        equal(
            comparable(whole[:end] + b"\xff" + whole[end + 1 :]) in (b"", comparable(whole)), True
        )


# ---- a source of its own


class Resources(picoweb.WebApp):
    # Resources that are no files, and that say nothing of themselves.
    def open(self, path):
        if path != "made/a.txt":
            raise OSError(2)
        return BytesIO(b"made up")


@case
def an_open_of_ones_own_is_used():
    own = Resources("cases")
    Files("made").at(own, "/")
    talk = Client(own)
    response = talk.get("/a.txt", headers={"Range": "bytes=5-"})
    equal((response.status, response.body), (206, b"up"))
    equal(response.headers.get("ETag"), None)
    equal(talk.get("/b.txt").status, 404)


class Named:
    # An opened file that says what it is.
    def __init__(self, etag):
        self.etag = etag

    def seek(self, offset, whence=0):
        return 0

    def readinto(self, buf):
        return 0

    def close(self):
        pass


class Overriding(picoweb.WebApp):
    named = None

    def open(self, path):
        if path.endswith(".gz"):
            raise OSError(2)
        return self.named


@case
def what_an_opened_file_says_goes_before_what_lies_at_its_path():
    for etag in (b'"own"', None):
        own, other = Overriding("cases"), picoweb.WebApp("cases")
        own.named = Named(etag)
        Files("pictures").at(own, "/")
        Files("pictures", source=own).at(other, "/")
        for one in (own, other):
            headers = Client(one).get("/one.bin").headers
            equal(headers.get("ETag"), etag and etag.decode())
            equal(headers.get("Last-Modified"), None)


@case
def a_source_has_nothing_to_do_with_what_lies_at_the_same_path():
    class Source:
        def open(self, path):
            return BytesIO(b"its own")

    other = picoweb.WebApp("cases")
    Files("pictures", source=Source()).at(other, "/")
    response = Client(other).get("/birds")
    equal((response.body, response.headers.get("ETag")), (b"its own", None))


PACKED = contents("pictures/style.css.gz")
PLAIN = contents("pictures/style.css")
FROZEN = {
    "static/style.css": (PACKED, len(PLAIN), b'"abc"', "text/css; charset=utf-8"),
    "static/index.html": (b"index", 0, b'"def"', "text/html; charset=utf-8"),
    "static/a.ttf": (b"", 0, b'"0"', "font/ttf"),
}


class Frozen:
    # As a module of `make assets` is.
    def open(self, path):
        return find(FROZEN, path)


@case
def frozen_files_are_served_packed_and_unpacked():
    frozen = picoweb.WebApp("cases")
    Files("static/", source=Frozen()).at(frozen, "/s")
    talk = Client(frozen)
    response = talk.get("/s/style.css")
    equal((response.status, response.body), (200, PLAIN))
    equal(response.headers["ETag"], '"abc"')
    equal(response.headers.get("Last-Modified"), None)
    equal(talk.get("/s/style.css", headers={"Range": "bytes=1000-1999"}).body, PLAIN[1000:2000])
    equal(talk.get("/s/style.css", headers={"Range": "bytes=-7"}).body, PLAIN[-7:])
    response = talk.get("/s/style.css", headers={"Accept-Encoding": "gzip"})
    equal((response.body, response.headers["ETag"]), (PACKED, '"abc.gz"'))
    equal(response.headers["Content-Encoding"], "gzip")
    response = talk.get("/s/", headers={"Accept-Encoding": "gzip"})
    equal((response.body, response.headers.get("Content-Encoding")), (b"index", None))
    equal(talk.get("/s/", headers={"If-None-Match": '"def"'}).status, 304)
    equal(talk.get("/s/a.ttf").headers["Content-Type"], "font/ttf")
    equal(talk.get("/s/none").status, 404)


@case
def frozen_files_are_files():
    for path, data in (
        ("static/style.css", PLAIN),
        ("static/style.css.gz", PACKED),
        ("static/index.html", b"index"),
    ):
        with find(FROZEN, path) as f:
            equal(f.seek(0, 2), len(data))
            equal(f.read(), b"")
            equal(f.seek(0), 0)
            equal(f.read(), data)
            equal(f.seek(3), 3)
            equal(f.read(4), data[3:7])
            buf = bytearray(2)
            equal((f.seek(1), f.readinto(buf), bytes(buf)), (1, 2, data[1:3]))
            equal(f.seek(len(data) + 5), len(data))
            equal(f.read(), b"")
    for path in (
        "",
        ".gz",
        "a",
        "static",
        "static/",
        "static/index.html.gz",
        "static/style.cs",
        "static/style.css.xz",
    ):
        raises(OSError, find, FROZEN, path)


run(CASES)
