# The names of statuses (RFC 9110, 15; RFC 6585). Loaded with the first that response.py lacks.
# In three pieces: where memory is in pieces, there is rather room for those.
REASONS = (
    """
100 Continue
101 Switching Protocols
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
""",
    """
401 Unauthorized
403 Forbidden
405 Method Not Allowed
406 Not Acceptable
408 Request Timeout
409 Conflict
410 Gone
411 Length Required
412 Precondition Failed
""",
    """
413 Content Too Large
414 URI Too Long
415 Unsupported Media Type
416 Range Not Satisfiable
417 Expectation Failed
422 Unprocessable Content
426 Upgrade Required
428 Precondition Required
429 Too Many Requests
431 Request Header Fields Too Large
501 Not Implemented
502 Bad Gateway
503 Service Unavailable
504 Gateway Timeout
505 HTTP Version Not Supported
""",
)


def status_line(status):
    # 405 to "405 Method Not Allowed"; a status without a name stays alone.
    for names in REASONS:
        start = names.find("\n%s " % status) + 1
        if start:
            return names[start : names.find("\n", start)]
    return "%s " % status
