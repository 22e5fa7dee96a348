# Files that are part of the program. `make assets` writes such a dict for a whole folder.
import picoweb
from picoweb import assets
from picoweb.files import Files

FILES = {"garden.css": (b"body { color: green }\n", 0, b'"1f3a"', "text/css")}


class Frozen:
    def open(self, path):
        return assets.find(FILES, path.rsplit("/", 1)[-1])


app = picoweb.WebApp(__name__, serve_static=False)
Files("static", source=Frozen()).at(app, "/static")

if __name__ == "__main__":
    app.run()
