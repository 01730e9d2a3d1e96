/** What the checks look at: the folder of this person, the registry that is meant, and the machine. */
import type { Keychain, Machine } from '@latchkey/client'
import { type Refusal, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Asked, type Chosen, chooseRegistry, readSettings } from '../registries/index.ts'

export interface Place {
  readonly desk: Desk
  readonly machine: Machine
  /** Where credentials and settings lie. */
  readonly folder: string
  /** The registry and account that are meant; why that is not known. */
  readonly chosen: Chosen | Refusal
  readonly keychain: Keychain
  /** `20.19.0`. */
  readonly nodeVersion: string
}

export async function placeAt(desk: Desk, asked: Asked): Promise<Place | Refusal> {
  const { defaultFolder, systemKeychain } = await import('@latchkey/client')
  const folder = defaultFolder(desk.environment, desk.platform)
  if (refused(folder)) return folder
  const settings = await readSettings(folder)
  const chosen = chooseRegistry(desk, asked, refused(settings) ? { known: [] } : settings)
  const machine = await desk.machine()
  return { desk, machine, folder, chosen, keychain: systemKeychain(), nodeVersion: process.versions.node }
}

/** The address of the registry; undefined where none is known, or it is none. */
export function registryOf({ chosen }: Pick<Place, 'chosen'>): URL | undefined {
  if (refused(chosen) || !URL.canParse(chosen.registry)) return undefined
  return new URL(chosen.registry)
}
