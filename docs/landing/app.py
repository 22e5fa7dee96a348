import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    for n in (5, 18, 24):
        await resp.awrite('<p><a href="/%d">%d °C</a>' % (n, n))


@app.route("/<int:celsius>")
async def fahrenheit(req, resp, celsius):
    return {"fahrenheit": celsius * 9 // 5 + 32}


if __name__ == "__main__":
    app.run()
