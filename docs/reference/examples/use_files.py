# A folder of files, which browsers keep for a day.
import picoweb
from picoweb.files import Files

app = picoweb.WebApp(__name__, serve_static=False)
pictures = Files("static", cache={"*": 86400})
pictures.at(app, "/files")


@app.route("/picture")
async def picture(req, resp):
    await pictures.send(req, resp, "tomato.svg")


if __name__ == "__main__":
    app.run()
