# A program with a handler for each fault of picoweb 1.8.2. It runs on that and on this picoweb.
#
# garden.py PORT [name=number ...]: the names are limits of WebApp, such as max_conns=100.
import gc
import sys

import picoweb

try:
    import ure as re
except ImportError:
    import re
try:
    sleep_ms = picoweb.sleep_ms
except AttributeError:
    from uasyncio import sleep_ms

# picoweb 1.8.2 has no such function: a program could only write the text as it came.
escape = getattr(picoweb, "escape", str)

app = picoweb.WebApp(__name__)
one = picoweb.WebApp(__name__)
app.mount("/app1", one)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


@one.route("/")
async def index_of_one(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("This is the first app.")


@one.route("/0")
async def zero_of_one(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("/app1/0 and no other path leads here.")


@app.route("/sleep")
async def sleep(req, resp):
    await sleep_ms(400)
    await picoweb.start_response(resp)
    await resp.awrite("awake")


@app.route("/break")
async def break_at_once(req, resp):
    raise ValueError("the handler broke")


@app.route("/break-midway")
async def break_midway(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("This is the first half,")
    await sleep_ms(700)
    raise ValueError("the handler broke")


@app.route("/form")
async def form(req, resp):
    await req.read_form_data()
    await tell(req, resp)


@app.route("/query")
async def query(req, resp):
    req.parse_qs()
    await tell(req, resp)


async def tell(req, resp):
    name = req.form["name"]
    text = name if isinstance(name, str) else repr(name)
    await picoweb.start_response(resp)
    await resp.awrite(text.encode())


@app.route("/text")
async def text(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Äpfel, яблоки, 苹果.")


@app.route("/json")
async def json(req, resp):
    await picoweb.jsonify(resp, {"fruit": "яблоко"})


@app.route("/post-only", methods=["POST"])
async def post_only(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("posted")


@app.route("/header")
async def header(req, resp):
    req.parse_qs()
    await picoweb.start_response(resp, headers={"X-Name": req.form["name"]})
    await resp.awrite("said")


@app.route("/note")
async def note(req, resp):
    req.parse_qs()
    await picoweb.start_response(resp)
    await app.render_template(resp, "note.tpl", (escape(req.form["text"]),))


@app.route(re.compile("^/item/(.+)"))
async def item(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("item " + req.url_match.group(1))


@app.route("/large")
async def large(req, resp):
    await picoweb.start_response(resp, "text/plain")
    for _ in range(400):
        await resp.awrite(b"0123456789abcdef" * 32)


@app.route("/memory")
async def memory(req, resp):
    raise MemoryError


@app.route("/heap")
async def heap(req, resp):
    # The first pass may leave what only the second can free.
    gc.collect()
    gc.collect()
    held = gc.mem_alloc() if hasattr(gc, "mem_alloc") else len(gc.get_objects())
    await picoweb.start_response(resp)
    await resp.awrite(str(held))


for word in sys.argv[2:]:
    name, value = word.split("=")
    setattr(app, name, int(value))

if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=-1)
