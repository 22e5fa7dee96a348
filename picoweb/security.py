# Response headers that make browsers careful, and a limit of requests for each client.
from .response import time
from .stream import HTTPError, later

# nosniff: what is uploaded as text is not run as a script, whatever it looks like.
HEADERS = """X-Content-Type-Options: nosniff\r
Content-Security-Policy: %s\r
Referrer-Policy: %s\r
Cross-Origin-Opener-Policy: %s"""
# No other site shows the app in a frame, to have somebody click there. What somebody got into a
# page changes no relative address, and loads no plug-in.
POLICY = "frame-ancestors 'self'; base-uri 'self'; object-src 'none'"


def headers(app, policy=POLICY, referrer="same-origin", opener="same-origin"):
    # Referrer: other sites do not learn the path and the query of a page that links to them.
    # Opener: nobody who opened the app in a window, or was opened by it, has a hold of it.
    text = later("fields").lines(HEADERS % (policy, referrer, opener))

    def before(req, resp):
        resp.extra += text

    app.before_request(before)


class RateLimit:
    # A bucket of burst tokens for each address, into which rate of them fall each second.

    def __init__(self, rate, burst, size=32):
        if min(rate, burst, size) <= 0:
            raise ValueError("rate, burst and size are above 0")
        self.cost = int(1000 / rate) or 1  # milliseconds in which a token comes
        self.burst = self.cost * burst
        self.size = size
        # The moment at which a bucket is full again is all there is to know about it.
        self.full_at = {}

    def __call__(self, handler):
        def limited(req, resp, **values):
            self.check(req, resp)
            return handler(req, resp, **values)

        return limited

    def check(self, req, resp):
        # To be a before_request() as well.
        address = later("proxy").client_address(req)
        full_at = self.full_at
        now = int(time() * 1000)
        lacks = full_at.get(address, now) - now
        if not 0 < lacks <= self.burst:
            lacks = 0  # it is full since long, or the clock was set
        wait = lacks + self.cost - self.burst
        if wait > 0:
            resp.add_header("Retry-After", (wait + 999) // 1000)
            raise HTTPError(429)
        if address not in full_at and len(full_at) >= self.size:
            full_at.pop(min(full_at, key=full_at.get))
        full_at[address] = now + lacks + self.cost
