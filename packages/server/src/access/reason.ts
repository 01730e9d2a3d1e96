/** Who holds a credential, and on what ground something is allowed, in words. */
import { type Access, describeAttempt, quoted } from '@latchkey/tokens'
import type { Credential, TokenCredential } from './credential.ts'
import type { Ground } from './permits.ts'

/** The one whose role counts, as the caller knows them: names of accounts are not told. */
export function holderInWords(credential: Credential): string {
  if (credential.kind !== 'token') return 'your account'
  const itself = credentialInWords(credential)
  return credential.principal.kind === 'organization' ? itself : `the owner of ${itself}`
}

/** The key "laptop"; the login "twine on laptop". */
export function credentialInWords({ holder, name }: TokenCredential): string {
  return `the ${holder} ${quoted(name)}`
}

/** "the owner of the key "laptop" has the role write in acme". */
export function groundInWords(ground: Ground, access: Access, credential: Credential): string {
  switch (ground.by) {
    case 'role':
      return `${holderInWords(credential)} has the role ${ground.role} in ${access.organization}`
    case 'maintaining':
      return `${holderInWords(credential)} maintains the package`
    case 'being public':
      return `${access.ecosystem}:${access.organization} is public`
    case 'being known':
      return `everyone may ${describeAttempt(access)}`
  }
}
