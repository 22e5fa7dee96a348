"""TLS, for run(ssl=...) and start(ssl=...).

::

    app.run("0.0.0.0", 8443, ssl=("cert.pem", "key.pem"))

`make cert` makes certificates to try it with: an EC one and an RSA one. Keep-alive, event streams
and WebSocket work over TLS as they do without it. A client that dawdles over its handshake has
`timeout` seconds for that and its request's head; one that speaks plain HTTP is told so.

What speaks TLS is the platform's own library:

===========  ========  =====================================  =====================
Python       library   what it can do                         memory a connection
===========  ========  =====================================  =====================
CPython      OpenSSL   TLS 1.2 and 1.3; RSA and EC keys       6 KB
MicroPython  Mbed TLS  TLS 1.2; RSA and EC keys               34 KB, 2 KB of it heap
Pycopy       axTLS     TLS 1.1 and 1.2; RSA keys alone, with  26 KB, 1 KB of it heap
                       the RSA key exchange and AES-CBC
===========  ========  =====================================  =====================

The memory is that of the unix builds on 64 bits, but for Pycopy's heap, which is that on 32 bits.
It is held from a client's first word until it leaves; a client that says nothing holds none.

What Pycopy's axTLS can do is old: the RSA key exchange has no forward secrecy, and it does not
know of secure renegotiation (RFC 5746). Chromium, wget, MicroPython and Pycopy speak with it as
they are. Others have to be told:

* curl and what else is built on OpenSSL 3: `Options = UnsafeLegacyServerConnect` in openssl.cnf;
* Python: `context.options |= ssl.OP_LEGACY_SERVER_CONNECT`, `context.set_ciphers("AES128-SHA")`
  and `context.maximum_version = ssl.TLSVersion.TLSv1_2`.

Where that will not do, put Pycopy behind a proxy that speaks TLS.

On MicroPython TLS has no
goodbye: a client cannot tell a response that ends by closing from one that was cut off. A response
with a length, or in chunks, has no such doubt.
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
