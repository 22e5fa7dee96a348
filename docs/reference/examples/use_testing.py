# A test of an app, without a network: it runs on a board as well.
import picoweb
from picoweb.testing import Client

app = picoweb.WebApp(__name__)
lamp = {"percent": 0}


@app.route("/lamp", methods=["POST"])
async def set_lamp(req, resp):
    lamp.update(await req.read_json())
    return lamp


def test_the_lamp():
    client = Client(app)
    response = client.post("/lamp", json={"percent": 40})
    assert response.status == 200
    assert response.headers["content-type"] == "application/json"
    assert response.json() == {"percent": 40}
    assert client.get("/lamp").status == 405


if __name__ == "__main__":
    test_the_lamp()
