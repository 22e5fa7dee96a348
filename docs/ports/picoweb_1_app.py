# The lamp as it was written for picoweb 1.8.

import ure as re

import picoweb

lamp = {"percent": 0}


def index(req, resp):
    req.parse_qs()
    name = req.form.get("name", "you")
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        name = name.replace(char, entity)
    yield from picoweb.start_response(resp)
    yield from resp.awrite("<p>Hello %s, the lamp is at %d %%." % (name, lamp["percent"]))


def show_lamp(req, resp):
    yield from picoweb.jsonify(resp, lamp)


def set_lamp(req, resp):
    percent = int(req.url_match.group(1))
    if req.method != "POST" or percent > 100:
        yield from picoweb.http_error(resp, "400")
        return
    lamp["percent"] = percent
    headers = {"Location": "/lamp"}
    yield from picoweb.start_response(resp, status="303", headers=headers)


def add_note(req, resp):
    yield from req.read_form_data()
    yield from picoweb.start_response(resp, "text/plain; charset=utf-8", "201")
    yield from resp.awrite(req.form["text"] + " is noted.")


def not_found(req, resp):
    yield from picoweb.start_response(resp, status="404")
    yield from resp.awrite("Nothing grows here.")


ROUTES = [
    ("/", index),
    ("/lamp", show_lamp),
    (re.compile("^/lamp/([0-9]+)$"), set_lamp),
    ("/log", add_note),
    (re.compile("^/"), not_found),
]

app = picoweb.WebApp(__name__, ROUTES)

if __name__ == "__main__":
    app.run(port=8081, debug=-1)
