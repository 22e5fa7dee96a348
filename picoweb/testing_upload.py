# A form with files as a browser sends it (RFC 7578). Loaded with a client's first upload.
from .stream import later


def encode(data, files):
    # Fields and files to a body and its media type. Each is a dict or a list of pairs; a file is
    # (name, bytes) or (name, bytes, media type).
    if isinstance(data, (str, bytes)):
        raise ValueError("beside files, data is a dict of the form's other fields")
    parts = [field(*pair) for pair in pairs(data or ())]
    for name, file in pairs(files):
        if not isinstance(file, (tuple, list)):
            raise ValueError("file %r is not (its name, bytes)" % name)
        parts.append(upload(name, *file))
    boundary = "----picoweb"
    # It must be in none of the parts (RFC 2046, 5.1.1).
    while [part for part in parts if boundary.encode() in part]:
        boundary += "-"
    opening = ("--" + boundary + "\r\n").encode()
    body = b"".join([opening + part + b"\r\n" for part in parts])
    content_type = "multipart/form-data; boundary=" + boundary
    return body + ("--" + boundary + "--\r\n").encode(), content_type


def pairs(values):
    return values.items() if hasattr(values, "items") else values


def field(name, value):
    return head('name="%s"' % escape(name)) + str(value).encode()


def upload(name, filename, data, content_type=None):
    names = 'name="%s"; filename="%s"' % (escape(name), escape(filename))
    line = "\r\nContent-Type: " + (content_type or later("media_types").get_mime_type(filename))
    return head(names + line) + (data.encode() if isinstance(data, str) else data)


def head(text):
    return ("Content-Disposition: form-data; " + text + "\r\n\r\n").encode()


def escape(text):
    # HTML, "multipart/form-data encoding algorithm"
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
