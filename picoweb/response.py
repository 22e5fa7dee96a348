# The response: what goes before its body, and short ways to write a whole one.

# A line for each status that has a usual name: RFC 9110, 15 and RFC 6585.
REASONS = """
101 Switching Protocols
200 OK
201 Created
202 Accepted
204 No Content
206 Partial Content
301 Moved Permanently
302 Found
303 See Other
304 Not Modified
307 Temporary Redirect
308 Permanent Redirect
400 Bad Request
401 Unauthorized
403 Forbidden
404 Not Found
405 Method Not Allowed
406 Not Acceptable
408 Request Timeout
409 Conflict
411 Length Required
412 Precondition Failed
413 Content Too Large
414 URI Too Long
415 Unsupported Media Type
416 Range Not Satisfiable
417 Expectation Failed
422 Unprocessable Content
426 Upgrade Required
429 Too Many Requests
431 Request Header Fields Too Large
500 Internal Server Error
501 Not Implemented
503 Service Unavailable
505 HTTP Version Not Supported
"""


def status_line(status):
    # 404 to "404 Not Found"; a status without a name stays alone.
    start = REASONS.find("\n%s " % status) + 1
    if not start:
        return "%s " % status
    return REASONS[start : REASONS.find("\n", start)]


async def start_response(
    writer, content_type="text/html; charset=utf-8", status="200", headers=None
):
    # Begin a response. Its head leaves with the first bytes of the body, with a Content-Length
    # if the whole body fits the buffer. Headers: a dict, a list of pairs, or whole lines as
    # text or bytes.
    head = "HTTP/1.1 %s\r\n" % status_line(status)
    if content_type:
        head += "Content-Type: %s\r\n" % content_type
        if "\n" in content_type or "\r" in content_type or "\0" in content_type:
            raise ValueError("Content-Type %r has a line break or NUL in it" % content_type)
    length = None
    head = head.encode()
    if headers:
        from .fields import framing, lines

        more = lines(headers)
        length, close = framing(more)
        if close:
            writer.keep = False
        head += more
    writer.begin(int(status), head, length, content_type != "text/event-stream")


async def http_error(writer, status, text=None):
    # A whole response that says what its status says, or your text.
    await start_response(writer, "text/plain; charset=utf-8", status)
    await writer.awrite((text or status_line(status)) + "\r\n")


async def jsonify(writer, obj):
    # A whole response: obj as JSON.
    from .values import write_json

    await write_json(writer, obj)


async def redirect(writer, url, status=303):
    # Send the client to another place; 303: it asks for that one by GET.
    await start_response(writer, None, status, {"Location": url})


async def sendstream(writer, f):
    # Send what a file has, in blocks.
    from .static import copy

    await copy(writer, f)


def get_mime_type(fname):
    # The media type for a file's name.
    from .static import media_type

    return media_type(fname)


def escape(text):
    # Text for a place in HTML, also between quotes.
    text = str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#39;")
