# An upload of any size: its files are counted, and never held.
import picoweb
from picoweb import multipart

app = picoweb.WebApp(__name__)


@app.route("/upload", methods=["POST"])
async def upload(req, resp):
    sizes = []
    async for part in multipart.parts(req, max_size=10000000):
        size = 0
        while True:
            block = await part.read()
            if not block:
                break
            size += len(block)
        sizes.append([part.name, part.filename, size])
    return sizes


if __name__ == "__main__":
    app.run()
