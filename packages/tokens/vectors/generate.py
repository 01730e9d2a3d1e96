#!/usr/bin/python3
"""Makes macaroons.json, the vectors of this package, with an independent implementation: pymacaroons and PyNaCl.

    /usr/bin/python3 packages/tokens/vectors/generate.py           rewrite macaroons.json
    /usr/bin/python3 packages/tokens/vectors/generate.py --check   fail where it differs

Needs the Debian package python3-pymacaroons. Every signature, text and sealed box below is computed by it; what is
quoted from the test suite of a library names that suite and is checked against it here.
"""
import base64
import binascii
import hashlib
import hmac
import json
import pathlib
import sys

from nacl.secret import SecretBox
from pymacaroons import MACAROON_V1, MACAROON_V2, Macaroon, Verifier
from pymacaroons.serializers import BinarySerializer, JsonSerializer

KEY = bytes([7] * 32)
IDENTIFIER = b"1.k1.kAAECAwQFBgcICQoLDA0ODw"
LOCATION = "packages.example.com"


def unpadded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def mint(key, identifier, location, caveats, version=MACAROON_V2):
    text = identifier.decode() if version == MACAROON_V1 else identifier
    macaroon = Macaroon(location=location, identifier=text, key=key, version=version)
    for caveat in caveats:
        macaroon.add_first_party_caveat(caveat.decode() if version == MACAROON_V1 else caveat)
    return macaroon


def binary(macaroon):
    return BinarySerializer().serialize_raw(macaroon).hex()


def first_party(name, key, identifier, location, caveats, source=None, signature=None):
    """One macaroon in every format that can say it."""
    macaroon = mint(key, identifier, location, caveats)
    entry = {
        "name": name,
        "key_hex": key.hex(),
        "identifier_hex": identifier.hex(),
        "location": location,
        "caveats_hex": [caveat.hex() for caveat in caveats],
        "signature_hex": macaroon.signature,
        "v2_hex": binary(macaroon),
        "json_v2": JsonSerializer().serialize(macaroon),
    }
    try:
        old = mint(key, identifier, location, caveats, MACAROON_V1)
        if (location + old.identifier + "".join(map(bytes.decode, caveats))).isascii():
            # For other text pymacaroons writes the length in characters, which nobody can read.
            entry["v1_hex"] = binary(old)
        entry["json_v1"] = JsonSerializer().serialize(old)
    except UnicodeDecodeError:
        pass  # V1 identifiers are text
    if source is not None:
        assert macaroon.signature == signature, name
        entry["source"] = source
    return entry


def third_party(name, key, identifier, first, caveat_key, caveat_identifier, nonce, discharge_caveats, source=None, expected=None):
    """A macaroon, the discharge of its third-party caveat, and the two bound together."""
    entry = {
        "name": name,
        "key_hex": key.hex(),
        "identifier_hex": identifier.hex(),
        "location": "https://packages.example.com/",
        "caveats_hex": [caveat.hex() for caveat in first],
        "third_party": {
            "key_hex": caveat_key.hex(),
            "identifier_hex": caveat_identifier.hex(),
            "location": "https://login.example.com/",
            "nonce_hex": nonce.hex(),
        },
    }
    for version, format in ((MACAROON_V1, "v1_hex"), (MACAROON_V2, "v2_hex")):
        root = mint(key, identifier, entry["location"], first, version)
        sealed_with = binascii.unhexlify(root.signature)
        wanted = caveat_identifier.decode() if version == MACAROON_V1 else caveat_identifier
        root.add_third_party_caveat(entry["third_party"]["location"], caveat_key, wanted, nonce=nonce)
        discharge = mint(caveat_key, caveat_identifier, "", discharge_caveats, version)
        bound = root.prepare_for_request(discharge)
        verifier = Verifier()
        verifier.satisfy_general(lambda predicate: True)
        assert verifier.verify(root, key, [bound])
        entry[format] = binary(root)
        entry["json_" + format[:2]] = JsonSerializer().serialize(root)
    plaintext = hmac.new(b"macaroons-key-generator", caveat_key, hashlib.sha256).digest()
    entry["third_party"]["verification_hex"] = bytes(SecretBox(sealed_with).encrypt(plaintext, nonce)).hex()
    entry["signature_hex"] = root.signature
    entry["discharge"] = {
        "caveats_hex": [caveat.hex() for caveat in discharge_caveats],
        "signature_hex": discharge.signature,
        "bound_signature_hex": bound.signature,
    }
    if source is not None:
        assert (root.signature, bound.signature) == expected, name
        entry["source"] = source
    return entry


def caveat(tag, kind, text):
    """A token of ours with one caveat of the language, whose bytes are signed as they stand here."""
    macaroon = mint(KEY, IDENTIFIER, LOCATION, [text.encode()])
    return {
        "tag": tag,
        "kind": kind,
        "text": text,
        "signature_hex": macaroon.signature,
        "token": "latchkey-" + unpadded(BinarySerializer().serialize_raw(macaroon)),
    }


README_KEY = b"this is our super secret key; only we should know it"
README_IDENTIFIER = b"we used our secret key"
README_SOURCE = "rescrv/libmacaroons README"
DIGEST = "sha256:" + hashlib.sha256(b"").hexdigest()

FIRST_PARTY = [
    first_party("a bare key", KEY, IDENTIFIER, LOCATION, []),
    first_party("three caveats", KEY, IDENTIFIER, LOCATION, [b'["version",["1.2.3"]]', b"[0,1700000060,0]", b'[1,["widget"]]']),
    first_party("no location", KEY, IDENTIFIER, "", [b"a"]),
    first_party("an empty identifier", KEY, b"", LOCATION, [b"a"]),
    first_party("a location that is not ASCII", KEY, IDENTIFIER, "b\u00fccher.example", ["caf\u00e9 \u2603 \U0001f511".encode()]),
    first_party("an identifier that begins with a byte order mark", KEY, "\ufeffid".encode(), LOCATION, []),
    first_party("an identifier and caveats that are not text", KEY, bytes([0, 255, 128, 192]), LOCATION, []),
    first_party("messages around SHA-256's blocks", KEY, b"i" * 55, LOCATION, [b"a" * n for n in (56, 63, 64, 119, 120, 128)]),
    first_party("caveats around the first length of two bytes", KEY, IDENTIFIER, LOCATION, [b"x" * 127, b"y" * 128, b"z" * 300]),
    first_party("a root key of one byte", b"k", IDENTIFIER, LOCATION, [b"a"]),
    first_party("a root key longer than a block", b"k" * 100, IDENTIFIER, LOCATION, [b"a"]),
    first_party("the README's macaroon", README_KEY, README_IDENTIFIER, "http://mybank/", [],
                README_SOURCE, "e3d9e02908526c4c0039ae15114115d97fdd68bf2ba379b342aaf0f617d0552f"),
    first_party("the README's macaroon with one caveat", README_KEY, README_IDENTIFIER, "http://mybank/", [b"account = 3735928559"],
                README_SOURCE, "1efe4763f290dbce0c1d08477367e11f4eee456a64933cf662d79772dbb82128"),
]

THIRD_PARTY = [
    third_party("a discharge without caveats", KEY, IDENTIFIER, [], b"shared with the other party", b"account 17", bytes(range(24)), []),
    third_party("caveats on both sides", KEY, IDENTIFIER, [b"[0,1700000060,0]"], b"shared with the other party", b"account 17",
                bytes([9] * 24), [b"time < 2030", b"factor = 2"]),
    third_party("the README's macaroon", b"this is a different super-secret key; never use the same secret twice",
                b"we used our other secret key", [b"account = 3735928559"], b"4; guaranteed random by a fair toss of the dice",
                b"this was how we remind auth of key/pred", bytes(24), [b"time < 2020-01-01T00:00"], README_SOURCE,
                ("d27db2fd1f22760e4c3dae8137e2d8fc1df6c0741c18aed4b97256bf78d1f55c",
                 "d115ef1c133b1126978d5ab27f69d99ba9d0468cd6c1b7e47b8c1c59019cb019")),
]

CAVEATS = [
    caveat(0, "expires", "[0,1700000900,1700000000]"),
    caveat(1, "project-names", '[1,["widget","widget-tools"]]'),
    caveat(2, "project-ids", '[2,["AAECAwQFBgcICQoLDA0ODw"]]'),
    caveat(3, "request-account", '[3,"AAECAwQFBgcICQoLDA0ODw"]'),
    caveat(4, "publisher", '[4,"AAECAwQFBgcICQoLDA0ODw",null]'),
    caveat("allow", "allow", '["allow",[[["publish"],["pypi:acme/widget"]],[["read"],["pypi:acme"]]]]'),
    caveat("version", "version", '["version",["1.2.3"]]'),
    caveat("digest", "digest", json.dumps(["digest", [DIGEST]], separators=(",", ":"))),
    caveat("audience", "audience", '["audience",["https://packages.example.com"]]'),
    caveat("network", "network", '["network",["10.0.0.0/8","2001:db8::/32"]]'),
]

VECTORS = {
    "about": "Made by generate.py beside this file with pymacaroons 0.13.0 and PyNaCl. *_hex are bytes; a format that "
    "cannot say a macaroon is absent. Discharges have no location.",
    "first_party": FIRST_PARTY,
    "third_party": THIRD_PARTY,
    "caveats": CAVEATS,
}

if __name__ == "__main__":
    path = pathlib.Path(__file__).with_name("macaroons.json")
    text = json.dumps(VECTORS, indent=1) + "\n"
    if "--check" in sys.argv:
        sys.exit(0 if path.read_text() == text else "macaroons.json is not what generate.py makes: run it.")
    path.write_text(text)
