# A lamp that is switched by messages, and says how it is.
import picoweb
from picoweb import websocket

app = picoweb.WebApp(__name__)


@app.route("/lamp")
async def lamp(req, resp):
    ws = await websocket.accept(req, resp)
    async for message in ws:
        await ws.send("The lamp is %s." % ("on" if message == "on" else "off"))


if __name__ == "__main__":
    app.run()
