# Files: the media type for a name, safe paths, sending. Loaded at first use.
import sys

from .port import sleep_ms
from .response import start_response
from .stream import HTTPError, later

SEGMENT = 2048  # bytes read and sent at once

MEDIA_TYPES = """
html text/html; charset=utf-8
htm text/html; charset=utf-8
txt text/plain; charset=utf-8
css text/css; charset=utf-8
csv text/csv; charset=utf-8
js text/javascript; charset=utf-8
mjs text/javascript; charset=utf-8
json application/json
xml application/xml
pdf application/pdf
wasm application/wasm
zip application/zip
gz application/gzip
svg image/svg+xml
png image/png
jpg image/jpeg
jpeg image/jpeg
gif image/gif
ico image/x-icon
webp image/webp
woff2 font/woff2
mp3 audio/mpeg
mp4 video/mp4
"""


def get_mime_type(fname):
    # What is not known is only bytes: a browser then guesses nothing.
    start = MEDIA_TYPES.find("\n%s " % fname.split(".")[-1].lower())
    if start < 0:
        return "application/octet-stream"
    return MEDIA_TYPES[start + 1 : MEDIA_TYPES.find("\n", start + 1)].partition(" ")[2]


class Match:
    # What the route of static files finds: group(1) is the path as sent, without its first "/".
    def __init__(self, path):
        self.path = path

    def group(self, number):
        return self.path[1:] if number else self.path


def safe(path):
    # A path decoded once; None if it could leave its folder or names no file.
    if "%" in path:
        path = later("utils").unquote(path)
    if "\\" in path or "\0" in path:
        return None
    for segment in path.split("/"):
        if not segment.strip("."):
            return None
    return path


def respond(req, resp):
    req.url_match = Match(req.path)
    return req.app.handle_static(req, resp)


async def serve(app, req, resp):
    path = safe(req.url_match.group(1))
    if path is None:
        raise HTTPError(404)
    await app.sendfile(resp, path)


class Methods:
    async def sendfile(self, writer, fname, content_type=None, headers=None):
        # A whole response: the file, with its length; 404 if there is none.
        f, buf = None, block()
        try:
            try:
                f = self.open(fname)
                count = f.readinto(buf)
            except OSError:
                raise HTTPError(404)  # there is none, or it is a folder, which some ports open
            await start_response(writer, content_type or get_mime_type(fname), 200, headers)
            if hasattr(f, "seek"):
                writer.promise(f.seek(0, 2))
                f.seek(count)
            await send_blocks(writer, f, buf, count)
        finally:
            if f:
                f.close()

    def open(self, path):
        # The one place that opens files. Override it for resources that are frozen or zipped.
        # In the package's folder, or in the current one.
        if self.pkg:
            if self.pkg not in sys.modules:
                raise ValueError('no module "%s", as WebApp was told: say __name__' % self.pkg)
            folder, slash, _ = sys.modules[self.pkg].__file__.rpartition("/")
            path = folder + slash + path
        return open(path, "rb")


def block():
    try:
        return bytearray(SEGMENT)
    except MemoryError:
        return bytearray(256)  # slower, but it is there


async def send_blocks(writer, f, buf, count):
    turn = 0
    while count:
        if writer.promised is not None:
            count = min(count, writer.promised - writer.length)  # a file may grow meanwhile
        await writer.awrite(buf if count == len(buf) else memoryview(buf)[:count])
        if writer.length == writer.promised:
            return
        count = f.readinto(buf)
        turn += 1
        if turn % 8 == 0:
            await sleep_ms(0)  # others have a turn


async def sendstream(writer, f):
    # Send what a file has, in blocks.
    buf = block()
    await send_blocks(writer, f, buf, f.readinto(buf))
