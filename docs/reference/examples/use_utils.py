# What a browser keeps in an address, taken apart: /find?plant=tomato+red&plant=basil
import picoweb
from picoweb import utils

app = picoweb.WebApp(__name__)


@app.route("/find")
async def find(req, resp):
    plants = utils.parse_qs(req.qs).get("plant", [])
    return plants if isinstance(plants, list) else [plants]


@app.route("/path/<rest>")
async def path(req, resp, rest):
    return picoweb.escape(utils.unquote(req.path))


if __name__ == "__main__":
    app.run()
