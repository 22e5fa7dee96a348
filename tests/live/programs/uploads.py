# Takes forms with files: says what was in them, and of each part its SHA-256.
try:
    import hashlib
    from binascii import hexlify
except ImportError:
    import uhashlib as hashlib
    from ubinascii import hexlify

import common
import inside

import picoweb
from picoweb import multipart

app = common.limit(picoweb.WebApp(__name__))
LARGEST = 4 << 20


class Hash:
    # As a file, but only what it hashes to is kept.
    def __init__(self):
        self.sha = hashlib.sha256()

    def write(self, data):
        self.sha.update(data)

    def hex(self):
        return hexlify(self.sha.digest()).decode()


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/_stats")
def stats(req, resp):
    return inside.counts(app)


@app.route("/hash", methods=["POST"])
async def hash_all(req, resp):
    found = []
    async for part in multipart.parts(req, LARGEST):
        sha = Hash()
        size = await part.save(sha)
        found.append([part.name, part.filename, part.content_type, size, sha.hex()])
    return found


@app.route("/save", methods=["POST"])
async def save(req, resp):
    # Into the current folder.
    sizes = []
    async for part in multipart.parts(req, LARGEST):
        sizes.append(await part.save("saved-" + part.name))
    return sizes


@app.route("/skip", methods=["POST"])
async def skip(req, resp):
    names = []
    async for part in multipart.parts(req, LARGEST):
        names.append(part.name)
    return names


if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=-1)
