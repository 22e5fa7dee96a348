"""What sessions, auth and csrf share: signatures and random bytes."""

import hmac
from pathlib import Path

from picoweb import entropy, secret

HERE = Path(__file__).parent / "on_every_python"


def test_signatures_and_random_bytes(python, run_cases):
    run_cases(python, HERE / "part_secret.py")


def test_signatures_are_those_of_the_standard_library():
    for size in range(0, 200, 7):
        key, message = entropy.random(size), entropy.random(size * 3)
        assert secret.sign(secret.pads(key), message) == hmac.digest(key, message, "sha256")
