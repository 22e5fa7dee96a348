"""Make self-signed certificates to try TLS with: one with an EC key and one with an RSA key.

    python -m tools.cert [--to FOLDER] [--for HOST,ADDRESS]

Nobody trusts them until told to, and they are good for a year.
"""

import argparse
import datetime
import ipaddress
import os
import sys
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tools.runtimes import BUILD, ROOT

FOLDER = BUILD / "cert"
NAMES = ("localhost", "127.0.0.1", "::1")
DAYS = 365
# What each is for.
KEYS = {
    "ec": (lambda: ec.generate_private_key(ec.SECP256R1()), "small and quick: not for Pycopy"),
    "rsa": (lambda: rsa.generate_private_key(65537, 2048), "for every Python: Pycopy needs it"),
}


def make(folder, names=()):
    """Write ec-cert.pem, ec-key.pem, rsa-cert.pem and rsa-key.pem; return {kind: (cert, key)}."""
    folder.mkdir(parents=True, exist_ok=True)
    return {kind: write(folder, kind, generate(), names) for kind, (generate, _) in KEYS.items()}


def write(folder, kind, key, names):
    cert, secret = folder / f"{kind}-cert.pem", folder / f"{kind}-key.pem"
    cert.write_bytes(certificate(key, names).public_bytes(serialization.Encoding.PEM))
    # Nobody else may read the key, not even before it is written.
    secret.unlink(missing_ok=True)
    with open(os.open(secret, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem(key))
    return cert, secret


def pem(key):
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, form, plain)


def certificate(key, names):
    """Return a certificate that is its own issuer, for these names besides NAMES."""
    every = list(dict.fromkeys([*names, *NAMES]))
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, every[0])])
    # A board whose clock is a little slow shall take it, too.
    start = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + datetime.timedelta(days=DAYS))
        .add_extension(x509.SubjectAlternativeName([alternative(one) for one in every]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=False)
        .sign(key, hashes.SHA256())
    )


def alternative(name):
    """Return a host's name or address as a certificate states it."""
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def shown(path):
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path


def main(argv=None):
    parser = argparse.ArgumentParser(prog="make cert")
    parser.add_argument("--to", default="")
    parser.add_argument(
        "--for", dest="names", default="", help="more names and addresses, by commas"
    )
    options = parser.parse_args(argv)
    names = [name for name in options.names.split(",") if name]
    try:
        made = make(Path(options.to).resolve() if options.to else FOLDER, names)
    except (OSError, ValueError) as error:
        sys.exit(f"make cert: {error}: choose another folder with TO=, or another FOR=.")
    for kind, (cert, key) in made.items():
        print(f"{shown(cert)} and {shown(key)}: {KEYS[kind][1]}")
    cert, key = (shown(path) for path in made["rsa"])
    print(f'\nServe:  app.run(port=8443, ssl=("{cert}", "{key}"))')
    print(f"Ask:    curl --cacert {cert} https://localhost:8443/")
    print(f"They are self-signed and good for {DAYS} days; FOR= adds your board's address.")


if __name__ == "__main__":
    main()
