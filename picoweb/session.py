# Sessions: a small dict that the client keeps for the program, in a signed cookie.
from .secret import pads, same, sign, time, to_text, unhexlify
from .stream import later


class Sessions:
    name = "session"  # of the cookie
    secure = False  # the cookie is for https alone
    max_size = 2048  # bytes of the cookie: it comes back in each head, which has max_head at most

    def __init__(self, keys=None, max_age=86400):
        # The first key signs, all are believed. Without keys, sessions end with the program.
        self.keys = []
        for key in keys or [later("entropy").random(32)]:
            if not isinstance(key, bytes) or len(key) < 16:
                raise ValueError("keys is a list of bytes, 16 or more in each")
            self.keys.append(pads(key))
        self.max_age = max_age

    def load(self, req):
        # What was saved; {} if it is nothing, too old, or not from here.
        value = later("cookies").get(req, self.name) or ""
        payload, _, signature = value.partition(".")
        for key in self.keys:
            if same(self.signature(key, payload), signature):
                saved, data = later("values").json.loads(unhexlify(payload))
                # What was saved in the future is from before the clock was set back.
                if -60 < int(time()) - saved < self.max_age:
                    return data
        return {}

    def save(self, resp, data):
        # {} ends the session.
        json = later("values").json
        text = json.dumps([int(time()), data])
        json.loads(text)  # boards write what is no JSON: load() could never read it
        payload = to_text(text.encode())
        value = payload + "." + self.signature(self.keys[0], payload)
        if len(value) > self.max_size:
            raise ValueError("a session of %d bytes; %d fit" % (len(value), self.max_size))
        later("cookies").set(
            resp, self.name, value, self.max_age if data else 0, secure=self.secure
        )

    def signature(self, key, payload):
        # The name is signed as well: no other cookie of the program passes for this one.
        return to_text(sign(key, (self.name + "=" + payload).encode()))
