# Responses in chunks: the number of rows, or of bytes in each, is the query.
import common
import inside

import picoweb
from picoweb import chunked

app = common.limit(picoweb.WebApp(__name__))
notes = {"closed": 0}


@app.route("/")
def index(req, resp):
    return "Hello, world!"


@app.route("/_stats")
def stats(req, resp):
    return dict(inside.counts(app), **notes)


@app.route("/rows")
async def rows(req, resp):
    await picoweb.start_response(resp, "text/csv")
    await chunked.send(resp, counted(int(req.qs)))


def counted(number):
    try:
        for i in range(number):
            yield "row %d\n" % i
    finally:
        notes["closed"] += 1


@app.route("/blocks")
async def blocks(req, resp):
    # Ten of them, each after a moment.
    await picoweb.start_response(resp, "application/octet-stream")
    body = chunked.Body(resp)
    for _ in range(10):
        await body.awrite(b"x" * int(req.qs))
        await picoweb.sleep_ms(1)
    await body.end()


@app.route("/template")
async def template(req, resp):
    await picoweb.start_response(resp)
    body = chunked.Body(resp)
    await app.render_template(body, "rows.tpl", (int(req.qs),))
    await body.end()


@app.route("/fails")
async def fails(req, resp):
    await picoweb.start_response(resp, "text/csv")
    await chunked.send(resp, failing(int(req.qs)))


def failing(number):
    for i in range(number):
        yield "row %d\n" % i
    raise ValueError("no more rows")


class Templates:
    # What utemplate's loaders do.
    def load(self, name):
        return self.rows

    def rows(self, number):
        yield "<ul>\n"
        for i in range(number):
            yield "<li>"
            yield str(i)
            yield "</li>\n"
        yield "</ul>\n"


app.template_loader = Templates()

if __name__ == "__main__":
    inside.watch()
    app.run(port=common.PORT, debug=common.option("debug", -1))
