/** Thrown where a tar archive is not what it should be; whoever reads one makes a refusal of it. */

export class TarMalformed extends Error {
  override readonly name = 'TarMalformed'
}

/** Names come from strangers, and are printed by terminals. */
export function shown(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name)
}
