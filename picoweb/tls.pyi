"""TLS, for run(ssl=...) and start(ssl=...).

    app.run("0.0.0.0", 8443, ssl=("cert.pem", "key.pem"))

`make cert` makes certificates to try it with: an EC one and an RSA one. Keep-alive, event streams
and WebSocket work over TLS as they do without it. A client that connects and says nothing costs
nothing; one that dawdles over its handshake has `timeout` seconds for that and its request's head;
one that speaks plain HTTP is told so.

What speaks TLS is the platform's own library:

========================  ===============  ====================================================
Python                    library          what it can do
========================  ===============  ====================================================
CPython                   OpenSSL          TLS 1.2 and 1.3, RSA and EC
MicroPython               Mbed TLS         TLS 1.2, RSA and EC. It cannot say goodbye: a response
                                           that ends by closing looks cut off to curl and other
                                           careful clients. Say the length, or return the body.
Pycopy                    axTLS            TLS 1.1 and 1.2, RSA alone, by the RSA key exchange
                                           with AES-CBC
========================  ===============  ====================================================

What Pycopy offers most clients of today refuse: the RSA key exchange has no forward secrecy, and
axTLS does not know of secure renegotiation (RFC 5746).
"""

from typing import Any

def certificate(cert: str | bytes, key: str | bytes) -> Any:
    """Return what run() and start() take as ssl, from a certificate and its key.

    cert: a file, or its contents as bytes; PEM, with the certificates that it depends on behind
    it, or DER. key: the same, not encrypted.
    Raises OSError for a file that cannot be read, ValueError for one that is something else, a
    key that is encrypted or does not fit, or a kind that the Python does not know (EC on Pycopy),
    and ImportError on a Python without TLS.
    """
