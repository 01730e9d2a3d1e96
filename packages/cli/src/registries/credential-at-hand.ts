/** The credential that the client would send now: looked up the short way where it is at hand, else by the client itself. */
import type { Credential, SourceName } from '@latchkey/client'
import { defaultFolder, resolveKept } from '@latchkey/client/kept'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import { type Asked, chooseRegistry } from './choose.ts'
import { openRegistry } from './open-registry.ts'
import { type Chosen, readSettings, type Settings } from './settings.ts'
import { typedFor } from './typed-for.ts'

/** What it is for: a repository, or the API. */
export type CredentialFor = { readonly repository: string } | { readonly permission: 'read' | 'write' }

export interface AtHand {
  readonly credential: Credential
  readonly chosen: Chosen
}

export interface AtHandOptions {
  /** Those that are looked at; all of them unless told. */
  readonly sources?: readonly SourceName[]
  /** Where they were read already. */
  readonly settings?: Settings
}

/**
 * Both ways ask the same resolver; the short one loads a tenth of the library, and never the network. Nobody is asked:
 * `no_credentials` where there is none.
 */
export async function credentialAtHand(
  desk: Desk,
  asked: Asked,
  what: CredentialFor,
  { settings, ...only }: AtHandOptions = {},
): Promise<AtHand | Refusal> {
  const short = await theShortWay(desk, asked, what, { settings, only })
  if (short !== undefined) return short
  const open = await openRegistry(desk, asked, only)
  if (refused(open)) return open
  const { client, chosen } = open
  const credential =
    'repository' in what
      ? await client.resolveRepository(what.repository)
      : await client.resolveApi(what.permission)
  if (refused(credential)) return credential
  return credential === undefined ? nobody(chosen) : { credential, chosen }
}

/** Undefined where that takes more: also where something is wrong, which is then said in the client's words. */
async function theShortWay(
  desk: Desk,
  asked: Asked,
  what: CredentialFor,
  {
    settings: read,
    only,
  }: { readonly settings: Settings | undefined; readonly only: Pick<AtHandOptions, 'sources'> },
): Promise<AtHand | undefined> {
  const { environment } = desk
  if (!['', 'file'].includes(environment['LATCHKEY_STORE']?.trim() ?? '')) return undefined
  const folder = defaultFolder(environment, desk.platform)
  if (refused(folder)) return undefined
  const settings = read ?? (await readSettings(folder))
  if (refused(settings)) return undefined
  const chosen = chooseRegistry(desk, asked, settings)
  if (refused(chosen)) return undefined
  const onNotice = ({ message }: { readonly message: string }) => desk.say(`latchkey: ${message}\n`)
  const options = { ...chosen, ...only, folder, environment, now: () => desk.now(), onNotice }
  const credential = await resolveKept(options, what)
  if (credential === undefined) return undefined
  desk.credentialFound()
  return { credential, chosen }
}

function nobody(chosen: Chosen): Refusal<'no_credentials'> {
  return refuse(
    'no_credentials',
    `There is no credential for ${chosen.registry} here.`,
    `Run: ${typedFor('login', chosen)}`,
  )
}
