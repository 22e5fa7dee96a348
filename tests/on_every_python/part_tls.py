# TLS in memory: both ends of each connection are here, with the Python's own library at both.
import sys

from cases import CASES, case, equal, raises, run
from parts import Memory, run_until, port

import picoweb
import picoweb.tls as tls

try:
    from binascii import a2b_base64
except ImportError:
    from ubinascii import a2b_base64

FOLDER = (__file__.rpartition("/")[0] or ".") + "/certs/"
CPYTHON = sys.implementation.name == "cpython"
PYCOPY = not CPYTHON and not hasattr(sys.implementation, "_mpy")


def file(name):
    return FOLDER + name


def der(name):
    with open(file(name), "rb") as f:
        lines = f.read().split(b"\n")
    return a2b_base64(b"\n".join([line for line in lines if line[:1] != b"-"]))


CONTEXT = tls.certificate(file("rsa-cert.pem"), file("rsa-key.pem"))


# ---- The client


def client_context():
    if PYCOPY:
        from ussl import SSLContext

        return SSLContext()
    import ssl

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if CPYTHON:
        context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Client(tls.Engine):
    # An engine at the other end, and what both say.
    def __init__(self, context=CONTEXT):
        self.line = Line()
        self.secure = tls.Secure(self.line, context)
        mine = client_context()
        if CPYTHON:
            import ssl

            self.incoming, self.bio = ssl.MemoryBIO(), ssl.MemoryBIO()
            self.outgoing = b""
            self.library = mine.wrap_bio(self.incoming, self.bio)
        elif PYCOPY:
            self.library = mine.wrap_socket(self, do_handshake=False)
        else:
            self.library = mine.wrap_socket(self, do_handshake_on_connect=False)
        self.heard = b""
        self.listen()

    def listen(self):
        # Take what the server has sent; answer it, where the library has to.
        said, self.line.answer = self.line.answer, b""
        self.hear(said)
        piece = self.decrypt(1000)
        while piece:
            self.heard += piece
            piece = self.decrypt(1000)
        return piece

    def take(self):
        said, self.outgoing = self.outgoing, b""
        return said

    def say(self, *pieces):
        self.line.pieces.extend([piece for piece in pieces if piece])

    def shake_hands(self, cut=lambda said: (said,)):
        # Until nobody has anything to say.
        said = self.take()
        while said:
            self.say(*cut(said))
            while self.line.pieces:
                equal(self.secure.read(100), None)
            self.listen()
            said = self.take()
        return self

    def encrypted(self, text):
        self.encrypt(text)
        return self.take()

    def tell(self, text):
        # The server is told, and hears it.
        self.say(self.encrypted(text))
        return self.server_hears()

    def server_hears(self, size=5000):
        heard = b""
        data = self.secure.read(size)
        while data:
            heard += data
            data = self.secure.read(size)
        return heard


class Line(Memory):
    free = None  # bytes that it takes before it is full, if it ever is

    def write(self, buf, off=0, size=None):
        size = len(buf) - off if size is None else size
        if self.free is None:
            return super().write(buf, off, size)
        size = min(size, self.free)
        self.free -= size
        return super().write(buf, off, size) if size else None


def connected():
    client = Client().shake_hands()
    equal(client.tell(b"hello"), b"hello")
    return client


TEXT = b"".join([b"%05d\n" % i for i in range(3000)])


# ---- Reading and writing


@case
def both_sides_hear_each_other():
    client = connected()
    equal(client.secure.write(b"..hello back..", 2, 10), 10)
    client.listen()
    equal(client.heard, b"hello back")


@case
def a_handshake_may_come_byte_by_byte():
    client = Client().shake_hands(lambda said: [said[i : i + 1] for i in range(len(said))])
    equal(client.tell(b"hello"), b"hello")


@case
def a_record_may_come_byte_by_byte():
    client = connected()
    said = client.encrypted(b"piecemeal")
    for i in range(len(said) - 1):
        client.say(said[i : i + 1])
        equal(client.secure.read(100), None)
    client.say(said[-1:])
    equal(client.secure.read(100), b"piecemeal")


@case
def many_records_may_come_at_once():
    client = connected()
    client.say(b"".join([client.encrypted(b"%d," % i) for i in range(20)]))
    equal(client.server_hears(), b"".join([b"%d," % i for i in range(20)]))


@case
def long_texts_arrive_whole():
    client = connected()
    equal(client.tell(TEXT), TEXT)
    start = 0
    while start < len(TEXT):
        start += client.secure.write(TEXT, start, len(TEXT) - start)
        client.listen()
    equal(client.heard, TEXT)


@case
def no_more_is_read_than_asked_for():
    client = connected()
    client.say(client.encrypted(b"abcdef"))
    equal(
        [client.secure.read(4), client.secure.read(4), client.secure.read(4)],
        [b"abcd", b"ef", None],
    )


@case
def writing_in_the_middle_of_a_record_harms_nobody():
    client = connected()
    said = client.encrypted(TEXT[:9000])
    client.say(said[:3000])
    equal(client.secure.read(100), None)
    client.secure.write(b"meanwhile")
    client.say(said[3000:])
    data = client.secure.read(100)
    client.secure.write(b", and again")
    equal(data + client.server_hears(), TEXT[:9000])
    client.listen()
    equal(client.heard, b"meanwhile, and again")


@case
def what_is_decrypted_is_not_waited_for():
    client = connected()
    stream = tls.SecureStream(picoweb.WebApp(None), client.secure)
    equal(stream.scheme, "https")
    client.say(client.encrypted(b"abcdef"))
    client.secure.read(2)
    run_until(wait_for(stream))  # it would look at the raw socket, which is none
    equal(client.secure.read(9), b"cdef")


async def wait_for(stream):
    await stream.wait()


# ---- A client that does not take what is written


@case
def what_was_not_taken_is_not_counted():
    client = connected()
    client.line.free = 20
    equal(client.secure.write(b"hello"), None)
    equal(client.secure.write(b"hello"), None)
    client.line.free = None
    equal(client.secure.write(b"hello, and more"), 5)
    equal(client.secure.write(b", and more"), 10)
    client.listen()
    equal(client.heard, b"hello, and more")


@case
def a_slow_line_hears_all():
    client = connected()
    start = 0
    while start < 5000:
        client.line.free = 7
        start += client.secure.write(TEXT, start, 5000 - start) or 0
        client.listen()
    equal(client.heard, TEXT[:5000])


@case
def reading_goes_on_while_writing_waits():
    client = connected()
    client.line.free = 0
    equal(client.secure.write(b"hello"), None)
    equal(client.tell(b"are you there?"), b"are you there?")
    client.line.free = None
    equal(client.secure.write(b"hello"), 5)
    client.listen()
    equal(client.heard, b"hello")


@case
def poll_looks_at_the_raw_socket():
    # Where there are no descriptors, the library asks a Secure, which asks poll().
    if CPYTHON:
        return
    try:
        import socket
    except ImportError:
        import usocket as socket
    raw = socket.socket()
    raw.bind(socket.getaddrinfo("127.0.0.1", 0)[0][-1])
    raw.listen(1)
    secure = tls.Secure(raw, CONTEXT)
    equal((secure.ioctl(10, 0), secure.ioctl(3, 1), secure.ioctl(99, 0)), (raw.fileno(), 0, -22))
    secure.raw = socket.socket()
    equal(secure.ioctl(3, 4) & 4, 4)  # one that is not connected has nothing to wait for
    secure.raw.close()
    raw.close()


# ---- Before the handshake


@case
def a_silent_client_costs_nothing():
    client = Client()
    equal(client.secure.read(100), None)
    equal(client.secure.engine, None)
    client.secure.close()
    equal((client.line.closed, client.line.answer), (True, b""))


@case
def what_is_written_before_the_handshake_comes_after_it():
    client = Client()
    equal(client.secure.write(b"503"), 3)
    equal(client.secure.write(b"xBusyx", 1, 4), 4)
    client.shake_hands()
    equal(client.line.answer, b"")
    equal(client.tell(b"hello"), b"hello")
    client.listen()
    equal(client.heard, b"503Busy")


@case
def plain_http_is_told_so():
    client = Client()
    client.say(b"GET / HTTP/1.1\r\n\r\n")
    raises(OSError, client.secure.read, 100)
    equal(client.line.answer[:12], b"HTTP/1.1 400")


@case
def garbage_is_refused():
    for said in (
        b"\x16\x03\x01\xff\xff" + b"x" * 9,
        b"\x16\x03\x01\0\x05\2\0\0\1\0",
        b"\x16" * 9000,
    ):
        client = Client()
        client.say(*[said[i : i + 1000] for i in range(0, len(said), 1000)])
        raises(OSError, listen_on, client)
        client.secure.close()
        equal(client.line.closed, True)


def listen_on(client):
    while client.line.pieces:
        client.secure.read(100)
    return "it waits for more"


@case
def every_part_of_a_handshake_may_be_the_last():
    hello = Client().take()
    for end in range(len(hello)):
        client = Client()
        client.say(hello[:end])
        client.line.said_all = True
        equal(end and client.secure.read(100), 0 if not end else b"")
        client.secure.close()


class Noise:
    number = 1

    def below(self, limit):
        self.number = (self.number * 1103515245 + 12345) % 2147483648
        return (self.number >> 8) % limit


@case
def random_bytes_end_nothing():
    # In the first, the second or a later flight of a handshake: changed, cut, or more of them.
    noise = Noise()
    for _ in range(60):
        client = Client()
        try:
            shake_badly(client, noise)
        except OSError:
            pass
        client.secure.close()


def shake_badly(client, noise):
    broken = noise.below(3)
    said = client.take()
    while said:
        if not broken:
            said = damaged(bytearray(said), noise)
        broken -= 1
        client.say(said)
        while client.line.pieces:
            client.secure.read(100)
        client.listen()
        said = client.take()


def damaged(said, noise):
    kind = noise.below(3)
    if kind == 0:
        for _ in range(3):
            said[noise.below(len(said))] = noise.below(256)
    elif kind == 1:
        said = said[: noise.below(len(said))] + said
    else:
        size = noise.below(40)
        said += bytes((20 + noise.below(4), 3, 3, 0, size))
        said += bytes([noise.below(256) for _ in range(size)])
    return bytes(said)


@case
def broken_records_are_refused():
    client = connected()
    said = bytearray(client.encrypted(b"hello"))
    said[-1] ^= 1
    client.say(bytes(said))
    raises(OSError, client.secure.read, 100)


# ---- The end


@case
def the_end_is_told():
    client = connected()
    client.secure.write(b"bye")
    client.secure.close()
    equal(client.line.closed, True)
    end = client.listen()
    equal(client.heard, b"bye")
    # Mbed TLS on MicroPython says no goodbye.
    equal(end, b"" if CPYTHON or PYCOPY else None)


@case
def a_cut_response_has_no_end():
    client = connected()
    client.secure.write(b"half of")
    client.secure.setsockopt(1, 2, 3)
    client.secure.close()
    equal((client.line.closed, client.line.was_reset), (True, True))
    equal(client.listen(), None)
    equal(client.heard, b"half of")


@case
def a_client_says_goodbye():
    client = connected()
    client.say(client.encrypted(b"last words"))
    client.close()
    client.say(client.take())
    if not CPYTHON and not PYCOPY:
        client.line.said_all = True
    equal([client.secure.read(100), client.secure.read(100)], [b"last words", b""])
    equal(client.secure.read(100), b"")


# ---- Whole requests


class MemorySecure(tls.SecureStream):
    def wait(self, writing=False):
        return port.sleep_ms(1)


@case
def an_app_answers():
    app = picoweb.WebApp(None, [("/", lambda req, resp: "page")])
    client = connected()
    stream = MemorySecure(app, client.secure)
    app.streams.append(stream)
    request = b"GET / HTTP/1.1\r\nHost: a\r\n"
    client.say(client.encrypted((request + b"\r\n") * 3 + request + b"Connection: close\r\n\r\n"))
    run_until(app._converse(stream))
    client.listen()
    equal(client.heard.count(b"HTTP/1.1 200 OK"), 4)
    equal(client.heard.count(b"\r\n\r\npage"), 4)
    equal(client.line.closed, True)


# ---- Certificates


def works(cert, key):
    equal(Client(tls.certificate(cert, key)).shake_hands().tell(b"hello"), b"hello")


@case
def certificates_come_in_many_forms():
    cert, key = file("rsa-cert.pem"), file("rsa-key.pem")
    with open(cert, "rb") as f:
        text = f.read()
    works(cert, file("rsa-pkcs1.pem"))
    works(text, key)
    works(der("rsa-cert.pem"), der("rsa-key.pem"))
    works(der("rsa-cert.pem"), der("rsa-pkcs1.pem"))
    works(b"Some words before it\r\n" + text.replace(b"\n", b"\r\n") + text, key)
    if not PYCOPY:
        works(file("ec-cert.pem"), file("ec-key.pem"))
        works(file("ec-cert.pem"), file("ec-sec1.pem"))
        works(der("ec-cert.pem"), der("ec-sec1.pem"))


def refused(cert, key, *words):
    e = raises((ValueError, OSError), tls.certificate, cert, key)
    text = "%s" % (e.args[-1],)
    for word in words:
        if word not in text:
            raise ValueError("%r is not in: %s" % (word, text))


@case
def what_is_wrong_is_said_in_a_sentence():
    cert, key = file("rsa-cert.pem"), file("rsa-key.pem")
    refused("nowhere.pem", key, 'cannot read the certificate "nowhere.pem"', "make cert")
    refused(cert, "nowhere.pem", 'cannot read the private key "nowhere.pem"')
    refused(__file__, key, __file__, "is not a certificate")
    refused(key, cert, "rsa-key.pem", "is not a certificate")
    refused(cert, cert, "rsa-cert.pem", "is not a private key")
    refused(cert, b"", "(bytes) is not a private key")
    refused(cert, file("encrypted.pem"), "encrypted.pem", "is encrypted", "openssl pkey")
    refused(cert, file("encrypted-old.pem"), "is encrypted")
    refused(cert, der("encrypted.pem"), "is encrypted")
    refused(cert, file("ec-key.pem"), "ec-key.pem", "does not fit", "rsa-cert.pem")
    refused(file("ec-cert.pem"), key, "does not fit")
    if PYCOPY:
        refused(file("ec-cert.pem"), file("ec-key.pem"), "Pycopy's TLS knows RSA only")
    refused(der("rsa-cert.pem")[:-1], key, "is not whole")
    refused(der("rsa-cert.pem") + b"0", key, "is not whole")


@case
def what_is_no_pair_is_said_so():
    for wrong in ("cert.pem", True, 5):
        raises(ValueError, tls.streams, wrong)


run(CASES)
