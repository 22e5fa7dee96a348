# A number for a guest, which nobody can guess.
import picoweb
from picoweb import entropy

app = picoweb.WebApp(__name__)


@app.route("/guest", methods=["POST"])
async def guest(req, resp):
    return {"token": entropy.token(), "dice": entropy.random(1)[0] % 6 + 1}


if __name__ == "__main__":
    app.run()
