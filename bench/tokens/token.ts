/** The token that everybody parses and verifies: three caveats, 32 bytes of root key, as PyPI's users have them. */
import { encodeBase64url, encodeV1, encodeV2, mintMacaroon, refused } from '@latchkey/tokens'

const utf8 = (text: string) => new TextEncoder().encode(text)

export const rootKey: Uint8Array = new Uint8Array(32).fill(7)

export const caveats: readonly string[] = [
  '[3,"00000000-0000-4000-8000-0000000000aa"]',
  '[0, 1700000060, 1699999999]',
  '[1, ["tinypkg-rig"]]',
]

export const identifier = 'd0cf7c36-4662-4b41-97a5-488bd0aa4c7e'

const macaroon = mintMacaroon({
  rootKey,
  identifier: utf8(identifier),
  location: 'pypi.org',
  caveats: caveats.map(utf8),
})

export const v2: string = encodeBase64url(encodeV2(macaroon))
export const v1: string = inV1()

function inV1(): string {
  const bytes = encodeV1(macaroon)
  if (refused(bytes)) throw new Error(bytes.message)
  return encodeBase64url(bytes)
}

export const signature: Uint8Array = macaroon.signature
