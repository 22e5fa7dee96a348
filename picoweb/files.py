# Folders of files for browsers: what a browser has it need not fetch again (ETag, Last-Modified),
# what broke off goes on (Range), and what is packed beforehand travels so (.gz).
import sys

try:
    from os import stat
except ImportError:
    from uos import stat

from .response import http_date, start_response, time
from .stream import HTTPError, later

FOLDER = 0x4000  # in what stat() says of the kind
YEAR = 366 * 86400  # seconds; an earlier time is from a clock that nobody had set


class Files:
    def __init__(self, folder, cache=None, index="index.html", source=None):
        self.folder = folder.rstrip("/") + "/"
        self.cache = cache or {}
        self.index = index
        self.source = source

    def at(self, app, url):
        # Answer for every path under url.
        url = url.rstrip("/") + "/"
        app.add_url_rule(url + "<path:name>", self.send)
        app.add_url_rule(url, self.send, methods=["GET", "HEAD"])

    async def send(self, req, resp, name=""):
        # A whole response. The name is as a route finds it: decoded, and not to be trusted.
        # It is one piece: the file that is opened here is closed here.
        if not name or name.endswith("/"):
            name += self.index
        # What safe() takes is not decoded yet.
        name = later("static").safe(name.replace("%", "%25"))
        fields = req.fields or {}
        found = name and self.choose(req.app, self.folder + name, fields)
        if not found:
            raise HTTPError(404)
        try:
            found.measure()
            found.lines += cache_control(self.cache, name)
            status = 200
            if [field for field in fields if field == b"range" or field[:3] == b"if-"]:
                status = later("conditions").judge(found, req.method, fields, resp)
            if status == 304:
                return await start_response(resp, None, 304, found.lines)
            if found.packed:
                found.lines += b"Content-Encoding: gzip\r\n"
            media_type = getattr(found.f, "media_type", None)
            media_type = media_type or later("media_types").get_mime_type(name)
            await start_response(resp, media_type, status, found.lines)
            resp.promise(found.left)
            if req.method != "HEAD":
                await later("sending").sendstream(resp, found.f)
        finally:
            found.f.close()

    def choose(self, app, path, fields):
        # The packed file, if there is one and the client takes it, or the file; or None.
        if accepts_gzip(fields.get(b"accept-encoding", b"")):
            found = self.find(app, path + ".gz")
            if found:
                found.packed = True
                return found
        return self.find(app, path)

    def find(self, app, path):
        found = Found()
        if not self.source and not found.look(app.pkg, path):
            return None
        try:
            found.f = (self.source or app).open(path)
        except OSError:
            return None
        # Nothing more here: what fails would leave it open.
        return found


class Found:
    # An open file, and the header lines that tell which it is.
    f = etag = date = None
    packed = False
    left = 0  # bytes of it that are to be sent
    lines = b"Vary: Accept-Encoding\r\nAccept-Ranges: bytes\r\n"

    def look(self, pkg, path):
        # Take ETag and date from the file system, if it is there; False if it is a folder, which
        # some ports open.
        if pkg:
            folder, slash, _ = sys.modules[pkg].__file__.rpartition("/")
            path = folder + slash + path
        try:
            status = stat(path)
        except OSError:
            return True
        modified = status[8]
        if YEAR < modified <= time():
            self.etag = b'"%x-%x"' % (modified, status[6])
            self.date = http_date(modified)
        return not status[0] & FOLDER

    def measure(self):
        # What an opened file says of itself goes before what the file system says.
        self.left = self.f.seek(0, 2)
        self.f.seek(0)
        if hasattr(self.f, "etag"):
            self.etag, self.date = self.f.etag, None
        if self.etag:
            self.lines += b"ETag: %s\r\n" % self.etag
        if self.date:
            self.lines += b"Last-Modified: %s\r\n" % self.date


def cache_control(cache, name):
    # What the longest pattern says that fits: a dict has no order on boards. ".css" fits
    # "a.css", "fonts/*" fits "fonts/b.woff2".
    best = ""
    for pattern in cache:
        head, _, tail = pattern.rpartition("*")
        if len(pattern) > len(best) and name.startswith(head) and name.endswith(tail):
            best = pattern
    if best not in cache:
        return b""
    value = cache[best]
    if isinstance(value, int):
        value = "max-age=%d" % value
    return b"Cache-Control: %s\r\n" % value.encode()


def accepts_gzip(text):
    # RFC 9110, 12.5.3. In this order "*" stands behind what it stands for.
    for item in sorted(text.lower().replace(b" ", b"").split(b","), reverse=True):
        coding, _, weight = item.partition(b";")
        if coding in (b"gzip", b"*"):
            return not weight or weight.strip(b"q=0.") != b""
    return False
