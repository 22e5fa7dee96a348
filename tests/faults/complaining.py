# A program whose error handler writes, to whoever is still there. It does nothing about failing,
# for picoweb 1.8.2 let a failure in here end the program.
import sys

import picoweb

try:
    sleep_ms = picoweb.sleep_ms
except AttributeError:
    from uasyncio import sleep_ms


class ComplainingApp(picoweb.WebApp):
    async def handle_exc(self, req, resp, exc):
        await picoweb.start_response(resp, status="500")
        await resp.awrite("Something broke." * 20)
        if hasattr(resp, "flush"):
            await resp.flush()


app = ComplainingApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


@app.route("/break")
async def break_later(req, resp):
    await sleep_ms(150)
    raise ValueError("the handler broke")


if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=-1)
