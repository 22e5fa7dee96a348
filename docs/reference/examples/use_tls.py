# https, with the files that `make cert` makes.
import picoweb
from picoweb import tls

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    return "Nobody else can read this."


if __name__ == "__main__":
    app.run(port=8443, ssl=tls.certificate("cert.pem", "key.pem"))
