# CPython's TLS library, in memory as the boards' are. No board ever loads this file.
import base64
import os
import ssl
import tempfile


class Base:
    # A Secure for port.wait(), which waits for the raw socket.

    def ready(self, direction):
        return self.raw.ready(direction)

    def wake(self):
        return self.raw.wake()


class Engine:
    def __init__(self, context):
        self.incoming = ssl.MemoryBIO()
        self.bio = ssl.MemoryBIO()
        self.outgoing = b""
        self.library = context.wrap_bio(self.incoming, self.bio, server_side=True)

    def hear(self, said):
        self.incoming.write(said)

    def decrypt(self, size):
        return self.do(self.library.read, size)

    def encrypt(self, buf):
        self.do(self.library.write, buf)

    def close(self):
        # It says goodbye; whether the client answers is nobody's concern.
        try:
            self.do(self.library.unwrap)
        except ssl.SSLError:
            pass

    def do(self, function, *args):
        try:
            return function(*args)
        except ssl.SSLWantReadError:
            return None
        finally:
            self.outgoing += self.bio.read()


def context_of(certs, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # load_cert_chain() reads from a file alone. This one is its owner's alone, and gone at once.
    handle, path = tempfile.mkstemp()
    try:
        with open(handle, "w") as f:
            f.write("".join([ssl.DER_cert_to_PEM_cert(cert) for cert in certs]))
            f.write(pem_key(key))
        context.load_cert_chain(path)
    finally:
        os.remove(path)
    return context


def pem_key(der):
    # The label says which form it is: after its version comes an algorithm in PKCS #8 (RFC 5958),
    # a modulus in PKCS #1 (RFC 8017), and else it is an EC key alone (RFC 5915).
    label = "EC PRIVATE KEY"
    if b"\2\1\0\x30" in der[:8]:
        label = "PRIVATE KEY"
    elif b"\2\1\0\2" in der[:8]:
        label = "RSA PRIVATE KEY"
    lines = base64.encodebytes(der).decode()
    return "-----BEGIN %s-----\n%s-----END %s-----\n" % (label, lines, label)
