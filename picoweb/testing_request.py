# What a client of picoweb.testing says as a body. Loaded with the first one.
from .stream import later


def encode(data, json=None, files=None):
    # A body and its media type.
    if files is not None:
        return later("testing_upload").encode(data, files)
    if json is not None:
        return later("values").json.dumps(json).encode(), "application/json"
    if isinstance(data, dict):
        pairs = [quote(key) + "=" + quote(data[key]) for key in data]
        return "&".join(pairs).encode(), "application/x-www-form-urlencoded"
    if isinstance(data, str):
        return data.encode(), "text/plain; charset=utf-8"
    return data, None


def quote(value):
    text = ""
    for byte in str(value).encode():
        char = chr(byte)
        if byte < 128 and (char.isalpha() or char.isdigit() or char in "-._~"):
            text += char
        else:
            text += "%%%02X" % byte
    return text
