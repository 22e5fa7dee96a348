import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("<h1>How warm is that?</h1>")
    for n in range(5, 30, 5):
        await resp.awrite("<p>%d °C is %d °F" % (n, n * 9 // 5 + 32))


if __name__ == "__main__":
    app.run()
