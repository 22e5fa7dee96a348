# The media type for a file's name. Loaded at first use.

MEDIA_TYPES = """
html text/html; charset=utf-8
htm text/html; charset=utf-8
txt text/plain; charset=utf-8
css text/css; charset=utf-8
csv text/csv; charset=utf-8
js text/javascript; charset=utf-8
mjs text/javascript; charset=utf-8
json application/json
xml application/xml
pdf application/pdf
wasm application/wasm
zip application/zip
gz application/gzip
svg image/svg+xml
png image/png
jpg image/jpeg
jpeg image/jpeg
gif image/gif
ico image/x-icon
webp image/webp
woff2 font/woff2
mp3 audio/mpeg
mp4 video/mp4
"""


def get_mime_type(fname):
    # What is not known is only bytes: a browser then guesses nothing.
    start = MEDIA_TYPES.find("\n%s " % fname.split(".")[-1].lower())
    if start < 0:
        return "application/octet-stream"
    return MEDIA_TYPES[start + 1 : MEDIA_TYPES.find("\n", start + 1)].partition(" ")[2]
