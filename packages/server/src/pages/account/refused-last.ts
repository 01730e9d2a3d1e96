/** What a login or a key was refused for the lack of a code, so that its owner knows what the code is for. */
import type { Audit, EventRecord } from '../../audit/index.ts'

export interface RefusedLast {
  readonly action: string
  /** `pypi:acme/widget`; nothing where it was about no place. */
  readonly target: string | undefined
  readonly client: string | undefined
  readonly address: string | undefined
  /** Milliseconds since 1970. */
  readonly at: number
}

export interface Refused {
  readonly kind: 'login' | 'key'
  readonly id: string
  readonly accountId: string
}

/** Whoever was asked for a code comes soon, or is somebody else by now. */
const lately = 30 * 60_000

export async function refusedLast(
  { kind, id, accountId }: Refused,
  now: number,
  { audit }: { readonly audit: Pick<Audit, 'list'> },
): Promise<RefusedLast | undefined> {
  const query = { what: 'token.refused', [kind]: id, limit: 1 } as const
  const { items } = await audit.list({ of: accountId }, query)
  const [last] = items
  return last === undefined || now - last.at > lately ? undefined : read(last)
}

function read({ details, client, address, at }: EventRecord): RefusedLast | undefined {
  const { code, action, target } = details
  if (code !== 'totp_required' || typeof action !== 'string') return undefined
  return { action, target: typeof target === 'string' ? target : undefined, client, address, at }
}
