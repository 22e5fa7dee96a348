# Files: the media type for a name, safe paths, sending. Loaded at first use.
from .fields import lines as header_lines
from .port import sleep_ms
from .response import start_response
from .stream import BLOCK, HTTPError
from .utils import unquote

MEDIA_TYPES = {
    "html": "text/html; charset=utf-8",
    "htm": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xml": "application/xml",
    "pdf": "application/pdf",
    "wasm": "application/wasm",
    "zip": "application/zip",
    "gz": "application/gzip",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "webp": "image/webp",
    "avif": "image/avif",
    "woff2": "font/woff2",
    "woff": "font/woff",
    "ttf": "font/ttf",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}


def media_type(fname):
    # What is not known is only bytes: a browser then guesses nothing.
    return MEDIA_TYPES.get(fname[fname.rfind(".") + 1 :].lower(), "application/octet-stream")


class Match:
    # What the route of static files finds: group(1) is the path as sent, without its first "/".

    def __init__(self, path):
        self.path = path

    def group(self, number):
        return self.path[1:] if number else self.path


def safe(path):
    # Decode a path once, and refuse what could leave the folder or name no file.
    path = unquote(path)
    if "\\" in path or "\0" in path or path.startswith("/"):
        return None
    for segment in path.split("/"):
        if not segment.strip("."):
            return None
    return path


async def serve(app, req, resp):
    path = safe(req.url_match.group(1))
    if path is None:
        raise HTTPError(404)
    await app.sendfile(resp, path)


def open_file(pkg, path):
    # A file in the package's folder, or in the current one.
    if not pkg:
        return open(path, "rb")
    import sys

    folder = sys.modules[pkg].__file__
    return open(folder[: folder.rfind("/") + 1] + path, "rb")


async def send(app, resp, fname, content_type, headers):
    try:
        f = app.open(fname)
    except OSError:
        raise HTTPError(404)
    try:
        lines = length_line(f) + header_lines(headers or ())
        await start_response(resp, content_type or media_type(fname), "200", lines)
        await copy(resp, f)
    finally:
        f.close()


def length_line(f):
    # Nothing where the file cannot tell its length; a folder, which some ports open, is no file.
    try:
        f.read(1)
    except OSError:
        raise HTTPError(404)
    try:
        size = f.seek(0, 2)
        f.seek(0)
    except (AttributeError, OSError):
        return b""
    return b"Content-Length: %d\r\n" % size


async def copy(resp, f):
    buf = memoryview(bytearray(BLOCK))
    while True:
        count = f.readinto(buf)
        if not count:
            return
        await resp.awrite(buf[:count])
        await sleep_ms(0)  # others have a turn
