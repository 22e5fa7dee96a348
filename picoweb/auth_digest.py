# Digest (RFC 7616): the password itself never travels. Loaded with the first of it.
from .auth import Basic, keep, value_of
from .secret import pads, same, sha256, sign, time, to_text
from .stream import HTTPError, later, load

try:
    from hashlib import md5
except ImportError:
    try:
        from uhashlib import md5
    except ImportError:
        md5 = None  # a board that has SHA-256 alone

CHALLENGE = 'Digest realm="%s", qop="auth", algorithm=%s, nonce="%s", charset=UTF-8'


class Digest(Basic):
    scheme = "digest"
    lifetime = 300  # seconds of a nonce
    hashes = [("SHA-256", sha256)]  # the best first
    if md5:
        hashes.append(("MD5", md5))

    def __init__(self, password, realm="picoweb"):
        # The check says the password of a name, as it is, or None.
        super().__init__(password, realm)
        self.key = pads(later("entropy").random(32))
        self.counts = []  # (nonce, the last count that came with it) of the latest
        self.made = 0  # how many nonces there were
        self.gone = 0  # the last of them that had to leave counts: no earlier one may come in

    def nonce(self, text):
        # "time-number", and that it was made here: nothing is stored before it is used.
        return text + "." + to_text(sign(self.key, text.encode()))

    def refuse(self, resp, why):
        self.made += 1
        nonce = self.nonce("%x-%x" % (int(time()), self.made))
        for name, _ in self.hashes:
            resp.add_header("WWW-Authenticate", CHALLENGE % (self.realm, name, nonce) + why)
        raise HTTPError(401)

    async def user_of(self, req, credentials):
        said = parameters(credentials)
        name = said.get("username", "")
        password = await load("hooks").result_of(self.check, name)
        hash = value_of(said.get("algorithm", "MD5"), self.hashes, None)
        if not hash or not same_place(said.get("uri", ""), later("auth_login").target(req)):
            return None
        right = response(hash, req.method, self.realm, password or "", said)
        if not same(right, said.get("response", "")) or password is None:
            return None
        if not self.fresh(said.get("nonce", ""), said.get("nc", "")):
            self.refuse(req.reader, ", stale=true")
        return name

    def fresh(self, nonce, count):
        # It was made here, not long ago, and this count comes with it for the first time.
        text = nonce.partition(".")[0]
        if not same(self.nonce(text), nonce) or len(count) != 8:
            return False
        made, number = time_and_number(nonce)
        last = value_of(nonce, self.counts, None)
        used = count <= last if last else number <= self.gone
        if used or not 0 <= int(time()) - made < self.lifetime:
            return False
        gone = keep(nonce, self.counts, count)
        if gone:
            self.gone = max(self.gone, time_and_number(gone[0])[1])
        return True


def time_and_number(nonce):
    return [int(number, 16) for number in nonce.partition(".")[0].split("-")]


def same_place(url, target):
    # "/a?" is "/a", and the root of a mounted app has a "/" more than its client may have sent.
    path, _, query = url.partition("?")
    known, _, asked = target.partition("?")
    return path.rstrip("/") == known.rstrip("/") and query == asked


def parameters(text):
    # 'a="b, \\"c", d=e' to {"a": 'b, "c', "d": "e"}. No header has control characters in it.
    found = {}
    text = text.replace("\\\\", "\0").replace('\\"', "\1")
    while text:
        name, _, text = text.partition("=")
        quote = text[:1] == '"'
        value, _, text = text[1:].partition('"') if quote else text.partition(",")
        value = value.replace("\1", '"').replace("\0", "\\")
        found[name.strip(" ,").lower()] = value if quote else value.strip()
    return found


def response(hash, method, realm, password, said):
    # RFC 7616, 3.4.1 to 3.4.3
    name, url, nonce, count, own = [
        said.get(name, "") for name in ("username", "uri", "nonce", "nc", "cnonce")
    ]
    first = digest(hash, name, realm, password)
    return digest(hash, first, nonce, count, own, "auth", digest(hash, method, url))


def digest(hash, *texts):
    return to_text(hash(":".join(texts).encode()).digest())
