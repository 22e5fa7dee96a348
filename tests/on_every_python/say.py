# Short ways to write what clients say and servers answer, for the tables.
HTML = "text/html; charset=utf-8"
PLAIN = "text/plain; charset=utf-8"
JSON = "application/json"
BYTES = "application/octet-stream"

REASONS = {
    100: "Continue",
    101: "Switching Protocols",
    200: "OK",
    201: "Created",
    202: "Accepted",
    204: "No Content",
    302: "Found",
    303: "See Other",
    304: "Not Modified",
    308: "Permanent Redirect",
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    405: "Method Not Allowed",
    408: "Request Timeout",
    409: "Conflict",
    410: "Gone",
    411: "Length Required",
    413: "Content Too Large",
    414: "URI Too Long",
    417: "Expectation Failed",
    422: "Unprocessable Content",
    431: "Request Header Fields Too Large",
    500: "Internal Server Error",
    501: "Not Implemented",
    505: "HTTP Version Not Supported",
}


def as_bytes(text):
    return text if isinstance(text, bytes) else text.encode()


def head(*lines):
    # The lines as they are: b"".join(line + CRLF), and the empty line.
    return b"\r\n".join([as_bytes(line) for line in lines]) + b"\r\n\r\n"


def request(method, path, *lines):
    return head("%s %s HTTP/1.1" % (method, path), "Host: h", *lines)


def get(path, *lines):
    return request("GET", path, *lines)


def post(path, body, *lines):
    body = as_bytes(body)
    return request("POST", path, "Content-Length: %d" % len(body), *lines) + body


def post_chunked(path, body, *lines):
    return request("POST", path, "Transfer-Encoding: chunked", *lines) + as_bytes(body)


def status(number):
    return "HTTP/1.1 %d %s" % (number, REASONS.get(number, ""))


def answer(number, *lines):
    # A head with just these lines.
    return head(status(number), *lines)


def page(body, content_type=HTML, number=200, more=(), last=(), close=False):
    # A response with its length. Lines in `last` are those of add_header().
    body = as_bytes(body)
    lines = ["Content-Type: " + content_type] if content_type else []
    lines.extend(more)
    lines.append("Content-Length: %d" % len(body))
    if close:
        lines.append("Connection: close")
    lines.extend(last)
    return answer(number, *lines) + body


def endless(body, content_type=HTML, number=200):
    # A response that ends where the connection does.
    lines = ("Content-Type: " + content_type, "Connection: close")
    return answer(number, *lines) + as_bytes(body)


def error(number, text=None, close=False, last=()):
    body = (text or "%d %s" % (number, REASONS[number])) + "\r\n"
    return page(body, PLAIN, number, last=last, close=close)


def refused(number, text=None):
    # An error after which the connection closes.
    return error(number, text, close=True)


def without_body(response):
    # What HEAD hears of it.
    return response[: response.find(b"\r\n\r\n") + 4]


CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


def maybe_continued(response):
    # Whether the server has to ask for the body depends on how much came with the head.
    return lambda said: said in (response, CONTINUE + response)


def one_of(*responses):
    return lambda said: said in responses
