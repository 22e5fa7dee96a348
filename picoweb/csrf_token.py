# The token against forged requests, for clients that say nothing of where a request comes from.
# It is in a cookie and in the form: another site can have the cookie sent, and cannot read it.
from .stream import HTTPError, later


def token(req, resp):
    text = token_of(req)
    if not text:
        text = later("entropy").token()
        later("cookies").set(resp, "csrf", text)
        # As if it had come with this request: the page's next form is told the same.
        others = req.headers.get(b"cookie", b"")
        req.headers[b"cookie"] = b"csrf=" + text.encode() + b"; " + others
    return text


def token_of(req):
    # Whatever else is in the cookie is not ours, and would go into the page.
    text = later("cookies").get(req, "csrf") or ""
    return text if len(text) == 32 and not text.strip("0123456789abcdef") else ""


async def check(req):
    text = token_of(req)
    if not text or not later("secret").same(text, await given(req)):
        raise HTTPError(403)


async def given(req):
    headers = req.headers
    text_of = later("utils").text_of
    if b"x-csrf-token" in headers:
        return text_of(headers[b"x-csrf-token"])
    if b"content-length" not in headers or not is_form(headers.get(b"content-type", b"")):
        return ""
    body = await req.read_body()
    req.reader.unread(body)  # for the handler
    field = later("utils").parse_qs(text_of(body)).get("csrf_token")
    return field if isinstance(field, str) else ""


def is_form(content_type):
    return content_type.lower().startswith(b"application/x-www-form-urlencoded")
