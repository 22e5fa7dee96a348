# A program with a loop of its own, which goes on after the server has stopped.
import common

import picoweb

app = common.limit(picoweb.WebApp(__name__))


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/sleep")
async def sleep(req, resp):
    await picoweb.sleep_ms(int(req.qs))
    return "awake"


@app.route("/_stop")
def stop(req, resp):
    app.stop(int(req.qs))
    return "stopping"


async def main():
    await app.start(port=common.PORT)
    await app.wait_closed()
    print("closed")
    await app.start(port=common.PORT)
    print("again")
    await app.wait_closed()
    print("the end")


common.run_main(main())
