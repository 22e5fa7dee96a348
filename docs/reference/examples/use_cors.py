# A temperature that pages of one other site may read.
import picoweb
from picoweb import cors

app = picoweb.WebApp(__name__)
cors.allow(app, ["https://garden.example"], methods=["GET"])


@app.route("/temperature")
async def temperature(req, resp):
    return {"degrees": 18.0}


if __name__ == "__main__":
    app.run()
