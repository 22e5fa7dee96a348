# The access log, in the common log format: to a stream, or to a file that stays within a size.
try:
    from os import replace
except ImportError:
    from uos import rename as replace

from .response import http_date, time
from .stream import later


def access(app, write):
    # 192.168.4.2 - - [06/Nov/1994:08:49:37 +0000] "GET / HTTP/1.1" 200 13
    def note(req, resp):
        address = later("proxy").follow(resp, req and req.fields)[0]
        date = http_date(int(time())).decode().split()
        # As JSON, nobody ends the quotes or the line, or speaks to a terminal.
        asked = later("values").json.dumps(request_line(req) if req else "-")
        line = "%s - - [%s +0000] %s %d %d\n"
        size = 0 if resp.bodyless else resp.length
        date = "/".join(date[1:4]) + ":" + date[4]
        write(line % (address or "-", date, asked, resp.status, size))

    app.after_request(note)


def request_line(req):
    # As it was sent, also where the app is mounted.
    target, app = req.path, req.app
    while app and app.parent:
        target, app = app.url + target, app.parent
    if req.qs:
        target += "?" + req.qs
    return "%s %s HTTP/1.%d" % (req.method, target, req.minor) if app else "-"


def file(path, size=65536):
    # What writes to a file. Once that has size bytes it becomes path.1, instead of an older one.
    def write(text):
        # Opened for each line: what is written stays, should the power fail.
        with open(path, "a") as f:
            f.write(text)
            full = f.seek(0, 2) >= size
        if full:
            replace(path, path + ".1")

    return write
