/** Who did something, in the words of a mail about it. */
import type { Language } from '../host/index.ts'
import type { Reader } from '../storage/index.ts'
import type { Cause, UsedCredential } from './cause.ts'

interface ActorPhrases {
  readonly operator: string
  readonly nobody: string
  readonly somebody: string
  organization(name: string | undefined): string
  readonly by: Readonly<Record<UsedCredential['kind'], (who: string, name: string) => string>>
}

const phrases: Readonly<Record<Language, ActorPhrases>> = {
  en: {
    operator: 'somebody who types commands on the machine of the server',
    nobody: 'somebody who is not known',
    somebody: 'somebody',
    organization: name => `the organization ${name ?? 'that is not known'}`,
    by: {
      session: who => `${who}, signed in with a browser`,
      password: who => `${who}, who gave the password`,
      link: who => `${who}, through a link that works once`,
      key: (who, name) => `${who}, with the key "${name}"`,
      login: (who, name) => `${who}, with the login "${name}"`,
      passkey: (who, name) => `${who}, with the passkey "${name}"`,
    },
  },
  de: {
    operator: 'jemand, der auf dem Rechner des Servers Befehle eingibt',
    nobody: 'jemand Unbekanntes',
    somebody: 'jemand',
    organization: name => (name === undefined ? 'eine unbekannte Organisation' : `die Organisation ${name}`),
    by: {
      session: who => `${who}, angemeldet mit einem Browser`,
      password: who => `${who}, mit dem Passwort`,
      link: who => `${who}, mit einem Link, der einmal gilt`,
      key: (who, name) => `${who}, mit dem Schlüssel „${name}“`,
      login: (who, name) => `${who}, mit dem Login „${name}“`,
      passkey: (who, name) => `${who}, mit dem Passkey „${name}“`,
    },
  },
}

/** `ada, with the key "laptop"`; `somebody who is not known`. Names as they are now. */
export async function actorInWords(
  reader: Reader,
  { actor, credential }: Cause,
  language: Language,
): Promise<string> {
  const say = phrases[language]
  if (actor.kind === 'operator') return say.operator
  if (actor.kind === 'nobody') return say.nobody
  const who =
    actor.kind === 'account'
      ? ((await usernameOf(reader, actor.id)) ?? say.somebody)
      : say.organization(await nameOf(reader, actor.id))
  if (credential === undefined) return who
  return say.by[credential.kind](who, 'name' in credential ? credential.name : '')
}

async function usernameOf(reader: Reader, id: string): Promise<string | undefined> {
  const accounts = reader.selectFrom('accounts').select('username').where('deleted_at', 'is', null)
  return (await accounts.where('id', '=', id).executeTakeFirst())?.username
}

async function nameOf(reader: Reader, id: string): Promise<string | undefined> {
  const organizations = reader.selectFrom('organizations').select('name')
  return (await organizations.where('id', '=', id).executeTakeFirst())?.name
}
