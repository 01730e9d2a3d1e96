/** The credential that is narrowed: whole, and with its window open, before the program begins. */
import type { AuthClient, Credential } from '@latchkey/client'
import { type Refusal, refuse, refused } from '@latchkey/tokens'

export interface Need {
  /** `pypi:acme`. */
  readonly repository: string
  /** The first action, for each package, or for the repository. */
  readonly action: Parameters<AuthClient['may']>[0]
  readonly targets: readonly string[]
  readonly version?: string
}

/** `inline`: whether a person is there to log in, and to give a code. */
export async function obtainCredential(
  client: AuthClient,
  need: Need,
  inline: boolean,
): Promise<Credential | Refusal> {
  const { repository, action, targets } = need
  const asked = { inline, optional: false, attenuate: false } as const
  const credential =
    action === 'read'
      ? await client.withRepository(repository, async request => request.credential, asked)
      : await client.withApi('write', async request => request.credential, { ...asked, doing: doing(need) })
  if (refused(credential)) return credential
  if (credential === undefined)
    return refuse('no_credentials', 'There is no credential.', 'Run: latchkey login')
  // Whoever may not read the whole repository may still read what they fetch of it.
  if (action === 'read') return credential
  for (const target of targets) {
    const refusal = await mayNot(client, { action, target, version: need.version })
    if (refusal !== undefined) return refusal
  }
  return credential
}

/** Opening the window for one opens it for all. */
function doing({ action, targets: [target = ''], version }: Need) {
  return { action, target, ...(version !== undefined && { version }) }
}

/** Why not, as the registry says it now. Where it does not say beforehand, the program will hear. */
async function mayNot(
  client: Pick<AuthClient, 'may'>,
  { action, target, version }: { action: Need['action']; target: string; version: string | undefined },
): Promise<Refusal | undefined> {
  const answer = await client.may(action, target, version)
  if (refused(answer)) return answer.code === 'bad_answer' ? undefined : answer
  if (!answer.may) return refuse(answer.code, answer.reason, answer.next)
  if (!answer.codeNeeded) return undefined
  return refuse(
    'code_required',
    `To ${action} ${target}, a one-time code is wanted, and nobody can be asked for one here.`,
    'Open the window where there is a terminal (latchkey step-up), or use a key of the organization: --key-file PATH',
  )
}
