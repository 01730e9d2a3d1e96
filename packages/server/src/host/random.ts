/** Randomness, handed in, and what the rooms make of it. */

/** Gives that many bytes that nobody can foresee. */
export type RandomBytes = (length: number) => Uint8Array

/** A row's public id: 128 random bits, 22 characters of base64url. */
export function newId(random: RandomBytes): string {
  const id = Buffer.from(random(16)).toString('base64url')
  // Typed as an operand, it would be taken for an option.
  return id.startsWith('-') ? newId(random) : id
}

/** The text of a link or session id: 256 random bits, 43 characters of base64url. Only its SHA-256 is stored. */
export function newSecretText(random: RandomBytes): string {
  return Buffer.from(random(32)).toString('base64url')
}
