# How often you were here: kept by the client, signed by the server.
import picoweb
from picoweb.session import Sessions

app = picoweb.WebApp(__name__)
sessions = Sessions()  # with a random key: they end with the program


@app.route("/")
async def index(req, resp):
    data = sessions.load(req)
    data["visits"] = data.get("visits", 0) + 1
    sessions.save(resp, data)
    return "Visit number %d." % data["visits"]


if __name__ == "__main__":
    app.run()
