import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    for celsius in (5, 18, 24):
        await resp.awrite('<p><a href="/fahrenheit/%d">%d °C</a>' % (celsius, celsius))


@app.route("/fahrenheit/<int:celsius>")
async def fahrenheit(req, resp, celsius):
    return {"fahrenheit": celsius * 9 // 5 + 32}


if __name__ == "__main__":
    app.run()
