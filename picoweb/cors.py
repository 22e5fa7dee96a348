# Pages of other origins may ask this app: the CORS protocol of the Fetch standard.
from .stream import later


def allow(app, origins, methods="*", headers="*", credentials=False, max_age=600):
    # It is one piece: the hook sees all that the program chose.
    # One may be text.
    if isinstance(origins, str):
        origins = (origins,)
    if isinstance(methods, str):
        methods = (methods,)
    if isinstance(headers, str):
        headers = (headers,)
    # With credentials "*" is no wildcard, and browsers would refuse every answer.
    everyone = "*" in origins
    if credentials and (everyone or "*" in methods or "*" in headers):
        raise ValueError('credentials: name all, no "*"')

    @app.before_request
    def answer(req, resp):
        origin = "*"
        if not everyone:
            resp.add_header("Vary", "Origin")
            origin = later("utils").text_of((req.fields or {}).get(b"origin", b""))
            if origin not in origins:
                return
        # What is added here goes out with an error as well.
        allow = "Access-Control-Allow-"
        resp.add_header(allow + "Origin", origin)
        if credentials:
            resp.add_header(allow + "Credentials", "true")
        if req.method == "OPTIONS":
            resp.add_header(allow + "Methods", ", ".join(methods))
            resp.add_header(allow + "Headers", ", ".join(headers))
            resp.add_header("Access-Control-Max-Age", max_age)
            # A handler that takes every method would take the question for a request.
            return None, 204
