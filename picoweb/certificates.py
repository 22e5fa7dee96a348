# The certificate of a server that speaks TLS, and its key: files are read, what is in them is
# checked, and the TLS library gets both. Loaded for that, and then gone again.
try:
    from binascii import a2b_base64
except ImportError:
    from ubinascii import a2b_base64

from .port import adopt

if adopt:
    from .tls_cpython import context_of
else:
    from .tls_boards import PROTOCOL_TLS_SERVER, SSLContext

RSA = b"\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01"  # 1.2.840.113549.1.1.1: RFC 8017, A.1
ENCRYPTED = b"\x2a\x86\x48\x86\xf7\x0d\x01\x05"  # 1.2.840.113549.1.5: RFC 8018


def certificate(cert, key):
    certs = blocks(cert, b"CERTIFICATE")
    keys = blocks(key, b"PRIVATE KEY")
    if len(certs[0]) != 4 + certs[0][2] * 256 + certs[0][3]:
        raise ValueError("certificate %s is not whole" % name(cert))
    if not fits(keys[0], certs[0]):
        raise ValueError("key %s does not fit certificate %s" % (name(key), name(cert)))
    try:
        return make(certs, keys[0])
    except (ValueError, OSError) as e:
        message = "certificate %s and key %s cannot be used: %s"
        raise ValueError(message % (name(cert), name(key), e))


def name(source):
    return "(bytes)" if isinstance(source, bytes) else '"%s"' % source


def blocks(source, wanted):
    # The DER of what is wanted. PEM is base64 between lines of dashes (RFC 7468).
    data = source if isinstance(source, bytes) else contents(source, wanted)
    if data[:1] == b"\x30":
        return [check_plain(data, source)]
    found = []
    for part in data.split(b"-----BEGIN ")[1:]:
        label, _, text = part.partition(b"-----")
        text = text.partition(b"-----")[0]
        if b"ENCRYPTED" in label or b"ENCRYPTED" in text:
            check_plain(ENCRYPTED, source)
        if label.endswith(wanted):
            found.append(a2b_base64(text))
    if not found:
        what = "a certificate" if wanted == b"CERTIFICATE" else "a private key"
        raise ValueError("%s is not %s, neither as PEM nor as DER" % (name(source), what))
    return found


def contents(path, wanted):
    try:
        with open(path, "rb") as f:
            return f.read()
    except OSError as e:
        message = 'cannot read the %s "%s": make one with `make cert`, or name another'
        raise OSError(e.args[0], message % (wanted.decode().lower(), path))


def check_plain(der, source):
    if ENCRYPTED in der[:40]:
        message = "key %s is encrypted: decrypt it with `openssl pkey -in ... -out ...`"
        raise ValueError(message % name(source))
    return der


def fits(key, cert):
    # The public half of a key stands in its certificate. Find it: after the version 0 of an RSA
    # key (RFC 8017, A.1.2), or as the point of an EC key on P-256 (RFC 5915, 3).
    start = key.find(b"\2\1\0\2")
    if start < 0:
        start = key.find(b"\3\x42\0\4")
    return start < 0 or key[start + 10 : start + 60] in cert


def make(certs, key):
    if adopt:
        return context_of(certs, key)
    if PROTOCOL_TLS_SERVER is None:
        return context_of_axtls(b"".join(certs), key)
    context = SSLContext(PROTOCOL_TLS_SERVER)
    # Few boards know PEM, and of DER it takes one at a time.
    for cert in certs:
        context.load_cert_chain(cert, key)
    return context


def context_of_axtls(certs, key):
    if RSA not in certs:
        raise ValueError("Pycopy's TLS knows RSA only")
    context = SSLContext()
    # A key is PKCS #1 there, which is the last part of PKCS #8 (RFC 5958, 2).
    _, _, inner = key.partition(RSA + b"\5\0\4\x82")
    context.set_cert_key(certs, inner[2:] or key)
    return context
