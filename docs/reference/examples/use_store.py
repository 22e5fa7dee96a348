# Plants, kept in files: they are there again after a restart.
import picoweb
from picoweb.store import Model


class Plants(Model):
    fields = {"name": "", "degrees": 20}


app = picoweb.WebApp(__name__)
plants = Plants("filedb", "plants.filedb")


@app.route("/plants", methods=["GET"])
async def index(req, resp):
    return plants.list(10)


@app.route("/plants/<name>", methods=["POST"])
async def add(req, resp, name):
    return plants.create(name=name)


@app.route("/plants/<int:number>", methods=["DELETE"])
async def remove(req, resp, number):
    if not plants.delete(number):
        raise picoweb.HTTPError(404, "No such plant grows here.")
    return "It is gone."


if __name__ == "__main__":
    app.run()
