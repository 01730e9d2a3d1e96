/** Who did something, in the words of a mail about it. */
import type { Reader } from '../storage/index.ts'
import type { Cause } from './cause.ts'

/** `ada, with the key "laptop"`; `somebody who is not known`. Names as they are now. */
export async function actorInWords(reader: Reader, { actor, credential }: Cause): Promise<string> {
  if (actor.kind === 'operator') return 'somebody who types commands on the machine of the server'
  if (actor.kind === 'nobody') return 'somebody who is not known'
  const name = actor.kind === 'account' ? await usernameOf(reader, actor.id) : await nameOf(reader, actor.id)
  const who =
    actor.kind === 'account' ? (name ?? 'somebody') : `the organization ${name ?? 'that is not known'}`
  if (credential === undefined) return who
  switch (credential.kind) {
    case 'session':
      return `${who}, signed in with a browser`
    case 'password':
      return `${who}, who gave the password`
    case 'link':
      return `${who}, through a link that works once`
    case 'key':
    case 'login':
      return `${who}, with the ${credential.kind} "${credential.name}"`
  }
}

async function usernameOf(reader: Reader, id: string): Promise<string | undefined> {
  const accounts = reader.selectFrom('accounts').select('username').where('deleted_at', 'is', null)
  return (await accounts.where('id', '=', id).executeTakeFirst())?.username
}

async function nameOf(reader: Reader, id: string): Promise<string | undefined> {
  const organizations = reader.selectFrom('organizations').select('name')
  return (await organizations.where('id', '=', id).executeTakeFirst())?.name
}
