# Every public name is there, and a hello program loads nothing that it does not use.
import sys

import picoweb

AT_FIRST = {name for name in sys.modules if name.startswith("picoweb")}

# What is loaded at first need, and so not for hello, on any Python.
LATE = "body compiling console dechunk elsewhere fields headers hooks listening media_types"
LATE += " patterns queues rarely reading reading_more reasons routes running sending starting"
LATE += " static testing utils values webapp"
# CPython has no need to save memory: there the package puts itself together at once.
AT_ONCE_ON_CPYTHON = (
    "body fields headers listening media_types reading reading_more running sending starting"
    " utils values webapp"
)


class Socket:
    # The end of a connection: the client says this much, and then nothing.
    def __init__(self, said):
        self.said = said
        self.heard = b""

    def read(self, size):
        said, self.said = self.said[:size], self.said[size:]
        return said

    def write(self, buf, off, size):
        self.heard += bytes(buf[off : off + size])
        return size

    def close(self):
        pass


class Line(picoweb.Stream):
    def wait(self, write=False):
        return picoweb.sleep_ms(0)


app = picoweb.WebApp(__name__)


@app.route("/")
async def index(req, resp):
    await picoweb.start_response(resp)
    await resp.awrite("Hello, world!")


def serve_hello():
    sock = Socket(
        b"GET / HTTP/1.1\r\nHost: h\r\n\r\n" * 3 + b"GET /no HTTP/1.1\r\nHost: h\r\n\r\n"
    )
    stream = Line(app, sock)
    app.streams.append(stream)
    picoweb.get_event_loop().run_until_complete(app._converse(stream))
    return sock.heard


def late_modules():
    late = ["picoweb." + name for name in LATE.split()]
    if sys.implementation.name == "cpython":
        return [name for name in late if name[8:] not in AT_ONCE_ON_CPYTHON.split()]
    return late


# ---- the names

PACKAGE = "WebApp HTTPRequest HTTPError Stream start_response http_error jsonify redirect escape"
PACKAGE += " sendstream get_mime_type sleep_ms get_event_loop __version__"
WEBAPP = "pkg serve_static mounts inited url_map route add_url_rule mount init serve run"
WEBAPP += " handle_exc handle_static sendfile render_template render_str _load_template"
WEBAPP += " headers_mode template_loader before_request after_request errorhandler open start stop"
WEBAPP += " wait_closed spawn max_line max_head max_body timeout max_conns tasks"
REQUEST = "method path qs read_body read_json read_form_data parse_qs"
STREAM = "read readline readexactly awrite awritestr awriteiter aclose get_extra_info"
STREAM += " add_header flush"
UTILS = "parse_qs unquote_plus"
TESTING = "Client"


def cases():
    # (name of the case, what is wrong or None)
    yield "import picoweb", unwanted(AT_FIRST)
    heard = serve_hello()
    right = heard.count(b"Hello, world!") == 3 and b"404" in heard
    yield "hello is served", None if right else repr(heard)
    yield "hello loads nothing else", unwanted(sys.modules)
    import picoweb.testing
    import picoweb.utils

    req = picoweb.HTTPRequest()
    for what, thing, names in (
        ("picoweb", picoweb, PACKAGE),
        ("WebApp", app, WEBAPP),
        ("HTTPRequest", req, REQUEST),
        ("Stream", picoweb.Stream(app, None), STREAM),
        ("utils", picoweb.utils, UTILS),
        ("testing", picoweb.testing, TESTING),
    ):
        for name in names.split():
            yield "%s.%s" % (what, name), missing(thing, name)
        yield "%s has no other name" % what, unknown(thing)


def unwanted(loaded):
    loaded = list(loaded) + ["picoweb." + name for name in picoweb.stream.late]
    loaded = [name for name in late_modules() if name in loaded]
    return "it loads " + " ".join(loaded) if loaded else None


def missing(thing, name):
    return None if hasattr(thing, name) else "it is missing"


def unknown(thing):
    # A name that nobody knows is an AttributeError, also where names are looked up late.
    try:
        return repr(thing.no_such_name)
    except AttributeError:
        return None


def main():
    counts = [0, 0]
    for name, wrong in cases():
        counts[wrong is not None] += 1
        print("FAIL %s: %s" % (name, wrong) if wrong else "ok " + name)
    print("%d passed, %d failed" % tuple(counts))
    sys.exit(1 if counts[1] else 0)


main()
