# hello, and two pages that tell what the program holds: bytes of heap, and picoweb's modules.
# Only Pycopy and MicroPython can say it. It runs on picoweb 1.8.2 and on this picoweb.
import gc
import sys

import picoweb

app = picoweb.WebApp(__name__)
app.max_conns = 80


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


@app.route("/heap")
async def heap(req, resp):
    gc.collect()
    held = gc.mem_alloc()
    await picoweb.start_response(resp)
    await resp.awrite(str(held))


@app.route("/modules")
async def modules(req, resp):
    names = [name for name in sys.modules if name.split(".")[0] == "picoweb"]
    names += ["picoweb." + name for name in picoweb.stream.late]
    await picoweb.start_response(resp)
    await resp.awrite(" ".join(names))


app.run(port=int(sys.argv[1]), debug=-1)
