# A sub-application that is made ready when the first request for it comes.
import picoweb


class Pond(picoweb.WebApp):
    fish = 0

    def init(self):
        super().init()
        self.fish = 7


app = Pond(__name__)


@app.route("/")
def index(req, resp):
    yield from picoweb.start_response(resp)
    yield from resp.awrite("There are %d fish in the pond." % app.fish)
