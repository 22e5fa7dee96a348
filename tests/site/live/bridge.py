# A program whose page uses everything that a page may ask its program for.

import picoweb
from picoweb.sse import events
from picoweb.websocket import accept

app = picoweb.WebApp(__name__)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'
STYLE = "@import 'more.css'; h1 { color: rgb(1, 2, 3) }"
MORE = "h1 { background-image: url('dot.svg') }"

PAGE = """<!doctype html>
<title>All of it</title>
<link rel=stylesheet href=/look/style.css>
<h1>All of it</h1>
<img src=/look/dot.svg alt="a dot" id=dot>
<ul id=seen></ul>
<a href="/query?from=link">a link</a>
<a href="https://example.org/">outside</a>
<form action=/query><input name=name value=get><button>Get</button></form>
<form action=/form method=post>
<input name=name value="pöst &amp; more"><button name=by value=button>Post</button>
</form>
<form action=/form method=post enctype=multipart/form-data>
<input name=name value=multi><button>Upload</button></form>
<script src=/look/script.js></script>
"""

SCRIPT = """
const seen = text => {
    const line = document.createElement("li");
    line.textContent = text;
    document.getElementById("seen").append(line);
};
fetch("/json", {method: "POST", body: JSON.stringify({said: 1})})
    .then(response => response.json())
    .then(answer => seen("fetch " + answer.method + " " + answer.body));
fetch("http://example.org/").catch(error => seen("outside " + error.name));
try {
    seen(parent.document.title);
} catch (error) {
    seen("parent " + error.name);
}
const source = new EventSource("/events");
source.onopen = () => seen("source open");
source.onmessage = event => seen("event " + event.data + " " + event.lastEventId);
source.addEventListener("last", event => {
    seen("last " + event.data);
    source.close();
});
const socket = new WebSocket("ws://" + location.host + "/echo");
socket.onopen = () => { seen("socket open"); socket.send("hällo"); };
socket.onmessage = event => { seen("socket " + event.data); socket.close(1000, "done"); };
socket.onclose = event => seen("socket closed " + event.code + " " + event.wasClean);
const later = new Image();
later.alt = "later";
later.src = "/look/dot.svg?later";
later.onload = () => seen("image " + later.naturalWidth);
document.body.append(later);
"""


@app.route("/")
async def index(req, resp):
    return PAGE


LOOK = {
    "style.css": ("text/css", STYLE),
    "more.css": ("text/css", MORE),
    "dot.svg": ("image/svg+xml", SVG),
    "script.js": ("text/javascript", SCRIPT),
}


@app.route("/look/<name>")
async def look(req, resp, name):
    content_type, text = LOOK[name]
    await picoweb.start_response(resp, content_type)
    await resp.awrite(text)


@app.route("/json", methods=["POST"])
async def as_json(req, resp):
    return {"method": req.method, "body": (await req.read_body()).decode()}


def listed(form):
    return ", ".join([picoweb.escape(name + " " + form[name]) for name in sorted(form)])


@app.route("/query")
async def query(req, resp):
    return "query: " + listed(req.parse_qs())


@app.route("/form", methods=["POST"])
async def form(req, resp):
    if b"multipart" in req.headers[b"Content-Type"]:
        return "multipart: " + picoweb.escape((await req.read_body()).decode())
    return "form: " + listed(await req.read_form_data())


@app.route("/events")
async def count(req, resp):
    stream = await events(req, resp)
    await stream.send("one\ntwo", id="7")
    await stream.send("three", event="last")
    await picoweb.sleep_ms(60000)


@app.route("/echo")
async def echo(req, resp):
    socket = await accept(req, resp)
    await socket.send(await socket.receive())
    await socket.receive()


@app.route("/slow")
async def slow(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Measuring ... ")
    await resp.flush()
    while True:
        await picoweb.sleep_ms(50)


@app.route("/file")
async def file(req, resp):
    return b"\0\1\2", 200, {"Content-Type": "application/octet-stream"}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
