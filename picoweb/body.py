# A request's body, read whole, and its query string. Loaded when a handler asks for one.
from .stream import HTTPError, later


class Methods:
    async def read_body(self):
        # The whole body, of max_body bytes at most.
        stream = self.reader
        limit = self.app.max_body
        if not stream.chunks and self.length is None:
            refuse(stream, 411)
        body = b""
        while True:
            if stream.left > limit - len(body):
                refuse(stream, 413)
            part = await stream.read()
            if not part:
                return body
            body += part

    async def read_json(self):
        body = await self.read_body()
        try:
            return later("values").json.loads(body.decode())
        except (ValueError, UnicodeError):
            raise HTTPError(400, "the body is not JSON")

    async def read_form_data(self):
        # Fills self.form from a body as HTML forms send it, and returns it.
        body = await self.read_body()
        try:
            self.form = later("utils").parse_qs(body.decode())
        except UnicodeError:
            raise HTTPError(400, "the form is not UTF-8")
        return self.form

    def parse_qs(self):
        # Fills self.form from the query string, and returns it.
        self.form = later("utils").parse_qs(self.qs)
        return self.form


def refuse(stream, status):
    stream.keep = False
    raise HTTPError(status)
