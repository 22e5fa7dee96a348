# Greenhouse, chapter 01: one page that says hello.

import picoweb

app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello from the greenhouse!")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
