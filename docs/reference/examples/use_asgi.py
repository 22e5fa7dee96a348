# The same app behind uvicorn: `uvicorn use_asgi:asgi --workers 4`
import picoweb
from picoweb.asgi import ASGI

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    return "Hello from a larger greenhouse!"


asgi = ASGI(app)
