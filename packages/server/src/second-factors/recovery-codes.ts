/** Recovery codes: for whoever has lost the app. Ten of them, each good once, in place of a code of the app. */
import { Secret } from '@latchkey/protocol'
import { type RandomBytes, sha256 } from '../host/index.ts'
import type { Reader, Writer } from '../storage/index.ts'

const howMany = 10

/** 120 bits of each: what is stored is SHA-256, which is enough for what nobody can guess. */
const letters = 'abcdefghijklmnopqrstuvwxyz234567'
const length = 24
const shape = /^[a-z2-7]{24}$/

/** `abcd-efgh-ijkl-mnop-qrst-uvwx` */
export function newRecoveryCodes(random: RandomBytes): readonly Secret[] {
  return Array.from({ length: howMany }, () => {
    const code = Array.from(random(length), byte => letters[byte % letters.length]).join('')
    return new Secret((code.match(/.{4}/g) ?? []).join('-'))
  })
}

/** What is stored of what somebody typed; nothing where it is no recovery code by its looks. */
export function hashOfRecoveryCode(text: string): string | undefined {
  const code = text.toLowerCase().replaceAll(/[\s-]/g, '')
  return shape.test(code) ? sha256(`latchkey recovery code v1 ${code}`) : undefined
}

/** In place of those that the account had. */
export async function replaceRecoveryCodes(
  transaction: Writer,
  accountId: string,
  { codes, now }: { readonly codes: readonly Secret[]; readonly now: number },
): Promise<void> {
  await transaction.deleteFrom('recovery_codes').where('account_id', '=', accountId).execute()
  const hashes = codes.map(code => hashOfRecoveryCode(code.expose())).filter(hash => hash !== undefined)
  const row = { account_id: accountId, created_at: now, used_at: null }
  await transaction
    .insertInto('recovery_codes')
    .values(hashes.map(code_hash => ({ code_hash, ...row })))
    .execute()
}

/** Of two who come with the same one at once, one. */
export async function useUpRecoveryCode(
  transaction: Writer,
  accountId: string,
  { hash, now }: { readonly hash: string; readonly now: number },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('recovery_codes')
    .set({ used_at: now })
    .where('code_hash', '=', hash)
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

export async function countRecoveryCodes(reader: Reader, accountId: string): Promise<number> {
  const { count } = await reader
    .selectFrom('recovery_codes')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
