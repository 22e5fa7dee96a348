# Who asks: Basic (RFC 7617), Bearer (RFC 6750) and Digest (RFC 7616), a login form, passwords.
from .port import sleep_ms
from .secret import pads, same, sign, time, to_text
from .stream import HTTPError, later, load

try:
    from ubinascii import a2b_base64
except ImportError:
    from binascii import a2b_base64

FREE = 5  # failures of an address that cost it nothing
LONGEST = 64  # seconds that it waits at most
failures = []  # (address, (how many failures in a row, when the last was)) of the latest


def address(req):
    # Of the client; what a proxy says of it counts where the program trusts that proxy.
    return later("proxy").client_address(req)


def value_of(key, pairs, default):
    for known, value in pairs:
        if known == key:
            return value
    return default


def keep(key, pairs, value):
    # The latest are at the end. The first of more than 16 makes room, and is returned.
    pairs[:] = [pair for pair in pairs if pair[0] != key]
    if value:
        pairs.append((key, value))
    return pairs.pop(0) if len(pairs) > 16 else None


async def judged(req, check, *args):
    # What the check says. Nothing is checked for an address that failed often, before it has
    # waited: twice as long after each failure.
    client, now = address(req), int(time())
    count, last = value_of(client, failures, (0, 0))
    if count >= FREE:
        waits = last + min(2 ** (count - FREE), LONGEST) - now
        if 0 < waits <= LONGEST:
            req.reader.add_header("Retry-After", waits)
            raise HTTPError(429)
        keep(client, failures, (count, now))  # who comes meanwhile waits
    found = await load("hooks").result_of(check, *args)
    count = value_of(client, failures, (0, 0))[0]  # more may have failed by now
    keep(client, failures, None if found else (min(count + 1, 16), now))
    return found


class Basic:
    scheme = "basic"
    challenge = 'Basic realm="%s", charset="UTF-8"'
    wrong = ""

    def __init__(self, check, realm="picoweb"):
        self.check = check
        self.realm = realm

    def require(self, what):
        # For a handler, or an app.
        return load("guard").guarded(self.admit, what)

    async def admit(self, req, resp):
        # Sets req.user, or raises HTTPError 401 or 429.
        said = later("utils").text_of(req.headers.get(b"authorization", b""))
        scheme, _, credentials = said.partition(" ")
        if scheme.lower() == self.scheme:
            req.user = await judged(req, self.user_of, req, credentials.strip())
            if req.user:
                return
        self.refuse(resp, self.wrong if said else "")

    def refuse(self, resp, why):
        resp.add_header("WWW-Authenticate", self.challenge % self.realm + why)
        raise HTTPError(401)

    async def user_of(self, req, credentials):
        try:
            name, colon, password = later("utils").text_of(a2b_base64(credentials)).partition(":")
        except ValueError:
            return None
        found = colon and await load("hooks").result_of(self.check, name, password)
        return name if found is True else found


class Bearer(Basic):
    scheme = "bearer"
    challenge = 'Bearer realm="%s"'
    wrong = ', error="invalid_token"'

    def user_of(self, req, token):
        return load("hooks").result_of(self.check, token)


def Digest(password, realm="picoweb"):  # noqa: N802  a class of another file
    return load("auth_digest").Digest(password, realm)


def Login(sessions, check, path="/login"):  # noqa: N802
    return load("auth_login").Login(sessions, check, path)


# ---- passwords


async def hash_password(password, iterations=2000):
    # Text to store.
    salt = later("entropy").token()
    return "pbkdf2_sha256$%d$%s$%s" % (iterations, salt, await derive(password, salt, iterations))


async def verify_password(password, stored):
    kind, iterations, salt, derived = (stored + "$$$").split("$")[:4]
    if kind != "pbkdf2_sha256" or not iterations.isdigit():
        raise ValueError("what is stored is no text of hash_password()")
    return same(await derive(password, salt, int(iterations)), derived)


async def derive(password, salt, iterations):
    # PBKDF2 with HMAC-SHA256 (RFC 8018, 5.2), one block. The loop has its turns.
    key = pads(password.encode())
    last = sign(key, salt.encode() + b"\0\0\0\1")
    total = int.from_bytes(last, "big")
    for i in range(1, iterations):
        if i % 50 == 0:
            await sleep_ms(0)
        last = sign(key, last)
        total ^= int.from_bytes(last, "big")
    return to_text(total.to_bytes(32, "big"))
