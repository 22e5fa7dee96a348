# Signatures and random bytes.
from cases import CASES, case, equal, run
from picoweb import entropy, secret

# RFC 4231, 4: key, message, HMAC-SHA-256
ANSWERS = [
    (
        b"\x0b" * 20,
        b"Hi There",
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
    ),
    (
        b"Jefe",
        b"what do ya want for nothing?",
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ),
    (
        b"\xaa" * 20,
        b"\xdd" * 50,
        "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
    ),
    (
        bytes(range(1, 26)),
        b"\xcd" * 50,
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
    ),
    (
        b"\xaa" * 131,
        b"Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
    (
        b"\xaa" * 131,
        b"This is a test using a larger than block-size key and a larger than block-size data. "
        b"The key needs to be hashed before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
    ),
]

SAME = [
    ("", "", True),
    ("a", "a", True),
    ("a", "b", False),
    ("", "a", False),
    ("a", "", False),
    ("a", "aa", False),
    ("aa", "a", False),
    ("abc", "abx", False),
    ("abc", "bbc", False),
    ("\u044f", "\u044f", True),
    ("\u044f", "\u044e", False),
    ("\0", "", False),
]


@case
def the_known_answers_of_hmac_come():
    for key, message, expected in ANSWERS:
        equal(secret.to_text(secret.sign(secret.pads(key), message)), expected)


@case
def a_key_of_one_block_is_no_hash_and_a_longer_one_is():
    block = b"k" * 64
    longer = secret.sha256(block + b"k").digest()
    equal(secret.pads(block)[0][:64], bytearray(b"\x5d" * 64))
    equal(secret.pads(block + b"k"), secret.pads(longer))


@case
def texts_are_the_same_or_not():
    for one, other, expected in SAME:
        equal((one, other, secret.same(one, other)), (one, other, expected))


class Watched:
    # A text that counts how much of it was looked at.
    def __init__(self, text):
        self.text = text
        self.seen = 0

    def __len__(self):
        return len(self.text)

    def __iter__(self):
        for char in self.text:
            self.seen += 1
            yield char


@case
def all_of_a_guess_is_looked_at_however_wrong_it_is():
    for guess in ("xbcdef", "abcdex", "abcdef", "xxxxxx"):
        watched = Watched(guess)
        secret.same(watched, "abcdef")
        equal(watched.seen, 6)


@case
def random_bytes_are_as_many_as_asked_for_and_never_the_same():
    for size in (0, 1, 16, 64):
        equal(len(entropy.random(size)), size)
    tokens = [entropy.token() for _ in range(100)]
    equal(len(set(tokens)), 100)
    equal([token for token in tokens if len(token) != 32 or token.strip("0123456789abcdef")], [])
    equal(len(set(entropy.random(2000))) > 200, True)


run(CASES)
