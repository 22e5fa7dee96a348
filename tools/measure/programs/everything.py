# Every part of picoweb in one app, each used as it is meant to be.
import sys

import picoweb
from picoweb import auth, chunked, cookies, cors, csrf, logs, multipart, proxy, security, sse
from picoweb import store, websocket
from picoweb.files import Files
from picoweb.session import Sessions
from picoweb.topic import Topic


class Notes(store.Model):
    fields = {"text": ""}


app = picoweb.WebApp(__name__)
notes = Notes("filedb", "notes")
sessions = Sessions([b"0123456789abcdef"])
weather = Topic()
gate = auth.Basic(lambda name, password: auth.verify_password(password, stored[0]))
limit = security.RateLimit(1000, 10)
stored = []

proxy.trust(app, ["127.0.0.1"])
logs.access(app, logs.file("access.log", 4096))
security.headers(app)
cors.allow(app, ["https://example.com"])
Files("static", cache={".txt": 60}).at(app, "/files/")


@app.route("/")
async def index(req, resp):
    data = sessions.load(req)
    data["visits"] = data.get("visits", 0) + 1
    sessions.save(resp, data)
    cookies.set(resp, "seen", "yes")
    return {"visits": data["visits"], "token": csrf.token(req, resp)}


@app.route("/notes", methods=["GET"])
async def listed(req, resp):
    await picoweb.start_response(resp, "text/plain")
    await chunked.send(resp, (note["text"] + "\n" for note in notes.find()))


@app.route("/notes/new", methods=["POST"])
@csrf.protect
async def create(req, resp):
    form = await req.read_form_data()
    weather.publish(form["text"])
    return notes.create(text=form["text"])


@app.route("/upload", methods=["POST"])
async def upload(req, resp):
    sizes = {}
    async for part in multipart.parts(req):
        sizes[part.name] = await part.save("upload")
    return sizes


@app.route("/admin")
@gate.require
async def admin(req, resp):
    return "Come in."


@app.route("/events")
async def events(req, resp):
    weather.subscribe(await sse.events(req, resp))
    return False


@app.route("/talk")
async def talk(req, resp):
    ws = await websocket.accept(req, resp)
    weather.subscribe(ws)
    async for message in ws:
        weather.publish(message)


@app.route("/often")
@limit
def often(req, resp):
    return "Not too often."


async def hash():
    stored.append(await auth.hash_password("open sesame", 50))


app.spawn(hash())
app.run(port=int(sys.argv[1]), debug=-1)
