# A page, and an answer for programs.
import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello from the greenhouse!")


@app.route("/lamp/<int:percent>", methods=["POST"])
async def lamp(req, resp, percent):
    if percent > 100:
        raise picoweb.HTTPError(404, "The lamp goes from 0 to 100 percent.")
    return {"lamp": percent}


if __name__ == "__main__":
    app.run()
