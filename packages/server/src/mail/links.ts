/**
 * Links that are sent by mail and work once. A mail that waits has its link without the secret: that is made when the mail
 * is sent, and what is stored of it is its SHA-256. Each time that sending is tried makes another; all of them count, since
 * nobody knows which of the mails arrived, and the first that is used ends all.
 */
import type { Secret } from '@latchkey/protocol'
import { newId, newSecretText, type RandomBytes, sha256 } from '../host/index.ts'
import type { EmailPurpose, Reader, Writer } from '../storage/index.ts'

export interface EmailLink {
  readonly id: string
  readonly purpose: EmailPurpose
  /** An account's id; for an invitation whatever the invitation is called by. */
  readonly subjectId: string
  /** Where it was sent: whoever has the link reads what is sent there. */
  readonly address: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly expiresAt: number
}

export type NewEmailLink = Omit<EmailLink, 'id'>

/** What a link is good for, and for whom. */
export type LinkOf = Pick<EmailLink, 'purpose' | 'subjectId'>

/** Takes those of the same kind with it that are over. */
export async function insertLink(
  transaction: Writer,
  { purpose, subjectId, address, createdAt, expiresAt }: NewEmailLink,
  random: RandomBytes,
): Promise<string> {
  await deleteLinks(transaction, { purpose, subjectId }, createdAt)
  const id = newId(random)
  const row = { id, purpose, subject_id: subjectId, address, created_at: createdAt, expires_at: expiresAt }
  await transaction.insertInto('email_links').values(row).execute()
  return id
}

/** The text of another secret of the link, to be sent after the transaction; nothing where the link is over. */
export async function mintSecret(
  transaction: Writer,
  linkId: string,
  { now, random }: { readonly now: number; readonly random: RandomBytes },
): Promise<string | undefined> {
  const link = await transaction
    .selectFrom('email_links')
    .select('id')
    .where('id', '=', linkId)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (link === undefined) return undefined
  const secret = newSecretText(random)
  const row = { secret_hash: sha256(secret), link_id: linkId, created_at: now }
  await transaction.insertInto('email_link_secrets').values(row).execute()
  return secret
}

/** The live link of a secret that came back. Nothing for one that is wrong, used, over, or good for something else. */
export async function findLink(
  reader: Reader,
  purpose: EmailPurpose,
  secret: Secret,
  now: number,
): Promise<EmailLink | undefined> {
  const row = await selectLinks(reader, now)
    .innerJoin('email_link_secrets', 'email_link_secrets.link_id', 'email_links.id')
    .where('email_link_secrets.secret_hash', '=', sha256(secret.expose()))
    .where('email_links.purpose', '=', purpose)
    .executeTakeFirst()
  return row && readLink(row)
}

/** The live links of a kind, the newest first: whether they were opened nobody knows. */
export async function listLinks(
  reader: Reader,
  { purpose, subjectId }: LinkOf,
  now: number,
): Promise<readonly EmailLink[]> {
  const rows = await selectLinks(reader, now)
    .where('purpose', '=', purpose)
    .where('subject_id', '=', subjectId)
    .orderBy('email_links.created_at', 'desc')
    .orderBy('email_links.id')
    .execute()
  return rows.map(readLink)
}

/** Ends every link of a kind: one was used, or none is to be. Mail with one that still waits is not sent any more. */
export function closeLinks(transaction: Writer, links: LinkOf): Promise<void> {
  return deleteLinks(transaction, links, Number.MAX_SAFE_INTEGER)
}

async function deleteLinks(
  transaction: Writer,
  { purpose, subjectId }: LinkOf,
  expiredAt: number,
): Promise<void> {
  const links = transaction
    .selectFrom('email_links')
    .select('id')
    .where('purpose', '=', purpose)
    .where('subject_id', '=', subjectId)
    .where('expires_at', '<=', expiredAt)
  const ids = (await links.execute()).map(({ id }) => id)
  if (ids.length === 0) return
  await transaction.deleteFrom('email_link_secrets').where('link_id', 'in', ids).execute()
  await transaction.deleteFrom('email_links').where('id', 'in', ids).execute()
}

function selectLinks(reader: Reader, now: number) {
  return reader.selectFrom('email_links').selectAll('email_links').where('email_links.expires_at', '>', now)
}

type Row = Awaited<ReturnType<ReturnType<typeof selectLinks>['executeTakeFirstOrThrow']>>

function readLink(row: Row): EmailLink {
  return {
    ...{ id: row.id, purpose: row.purpose, subjectId: row.subject_id, address: row.address },
    ...{ createdAt: row.created_at, expiresAt: row.expires_at },
  }
}
