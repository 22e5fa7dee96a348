# Greenhouse, chapter 06, exercise 2: a second page, with the head of the first.

import picoweb
from app import app


@app.route("/about", methods=["GET"])
async def about(req, resp):
    await picoweb.start_response(resp)
    await app.render_template(resp, "about.tpl")


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=8081)
