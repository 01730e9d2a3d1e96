"""Answers, line by line, what pymacaroons makes of a macaroon, or makes one: the other side of differential.test.ts."""
import base64
import json
import sys

from pymacaroons import MACAROON_V1, MACAROON_V2, Macaroon, Verifier
from pymacaroons.serializers import BinarySerializer, JsonSerializer


def read(text):
    if text.startswith("{"):
        return JsonSerializer().deserialize(text)
    return BinarySerializer().deserialize(text)


def write(macaroon, form):
    return (JsonSerializer() if form.startswith("json") else BinarySerializer()).serialize(macaroon)


def add(macaroon, steps):
    """Adds each step's caveat; gives the discharges of those that are third-party."""
    discharges = []
    for step in steps:
        other = step.get("thirdParty")
        if other is None:
            macaroon.add_first_party_caveat(step["caveat"])
            continue
        key, nonce = bytes.fromhex(other["key"]), bytes.fromhex(other["nonce"])
        macaroon.add_third_party_caveat(other["location"], key, other["identifier"], nonce=nonce)
        discharge = Macaroon(location=other["location"], identifier=other["identifier"], key=key, version=macaroon.version)
        discharges.append(discharge)
        for caveat in other["caveats"]:
            discharge.add_first_party_caveat(caveat)
    return discharges


def mint(request):
    version = MACAROON_V1 if request["form"].endswith("v1") else MACAROON_V2
    macaroon = Macaroon(
        location=request["location"], identifier=request["identifier"], key=bytes.fromhex(request["key"]), version=version
    )
    discharges = add(macaroon, request["steps"])
    return {
        "macaroon": write(macaroon, request["form"]),
        "discharges": [write(discharge, request["form"]) for discharge in discharges],
    }


def verify(request):
    """Verifies what is bound already, then adds caveats, binds all discharges to the result and writes it."""
    macaroon = read(request["macaroon"])
    seen = []
    verifier = Verifier()
    verifier.satisfy_general(lambda predicate: seen.append(predicate) or True)
    key = bytes.fromhex(request["key"])
    try:
        verifier.verify(macaroon, key, [read(discharge) for discharge in request["bound"]])
    except Exception as error:
        return {"refused": type(error).__name__}
    discharges = [read(discharge) for discharge in request["unbound"]] + add(macaroon, request["steps"])
    bound = [macaroon.prepare_for_request(discharge) for discharge in discharges]
    # It cannot write what it read of V2 JSON as JSON again, nor text that is not ASCII as V1 binary.
    form = "json" if request["macaroon"].startswith("{") and macaroon.version == MACAROON_V1 else "binary"
    return {"seen": seen, "macaroon": write(macaroon, form), "discharges": [write(each, form) for each in bound]}


for line in sys.stdin:
    request = json.loads(line)
    print(json.dumps(mint(request) if "location" in request else verify(request)))
