/** Tokens to type with. */
import { type Macaroon, mintMacaroon, writeToken } from '@latchkey/tokens'

export const rootKey = new Uint8Array(32).fill(7)

function mint(identifier: string, location: string, caveats: readonly string[]): Macaroon {
  const bytes = (text: string) => new TextEncoder().encode(text)
  return mintMacaroon({ rootKey, identifier: bytes(identifier), location, caveats: caveats.map(bytes) })
}

export function keyWith(...caveats: readonly string[]): string {
  return writeToken(mint('1.test.kAAAAAAAAAAAAAAAAAAAAAA', 'packages.example.com', caveats))
}

export const key: string = keyWith()
export const refresh: string = writeToken(
  mint('1.test.rAAAAAAAAAAAAAAAAAAAAAA.0', 'packages.example.com', []),
)
export const ofPypi: string = writeToken(
  mint('f0f4cd0a-ab7a-4c73-a9ad-1d4b4b5d3f2f', 'pypi.org', []),
  'pypi-',
)
export const ofSomebody: string = writeToken(mint('somebody', 'example.org', []), 'somebody-')
