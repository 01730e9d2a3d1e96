"""pymacaroons' part of the tokens comparison. Reads how often to work, a line each; answers with CPU seconds.

Arguments: the token (V2), the root key in hex, the caveats.
"""
import sys
import time

# This folder comes first on the path, and this file has the name of the library.
sys.path.pop(0)
from pymacaroons import Macaroon, Verifier

token, key, *caveats = sys.argv[1:]
key = bytes.fromhex(key)
verifier = Verifier()
for caveat in caveats:
    verifier.satisfy_exact(caveat)

for line in sys.stdin:
    start = time.process_time()
    for _ in range(int(line)):
        assert verifier.verify(Macaroon.deserialize(token), key)
    print(time.process_time() - start, flush=True)
