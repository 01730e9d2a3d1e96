/** Who published a file, when, with what and from where: led to where the visitor may look at it. */
import type { FileRecord } from '../../repositories/index.ts'
import { loginInWords } from '../account/login-rows.ts'
import { html, type Markup } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import type { OrganizationVisit } from '../visit.ts'

export function provenance(visit: OrganizationVisit, file: FileRecord): Markup {
  const { words, ways, session } = visit
  const say = words.packages
  const isOwn = file.publishedBy.id === session.account.id
  // An address tells where somebody is: to themselves, and to those who answer for the organization's keys.
  const { address, client } = file.publishedFrom
  const from = [ways.keys || isOwn ? address : undefined, client].filter(each => each !== undefined)
  return html`${say.publishedBy(onDay(words, file.createdAt), byWhom(visit, file, isOwn))}${from.length === 0 ? '' : html`, ${say.publishedFrom(from.join(', '))}`}`
}

function byWhom({ words, ways, organization }: OrganizationVisit, file: FileRecord, isOwn: boolean): Markup {
  const { packages: say } = words
  const { publisher, publishedBy, keyId, keyName, login } = file
  if (keyName !== undefined) {
    const path =
      publishedBy.kind === 'organization'
        ? ways.keys && `/organizations/${organization.name}/keys/${keyId}`
        : isOwn && `/account/keys/${keyId}`
    return say.withKey(publisher, path ? html`<a href="${path}">${keyName}</a>` : keyName)
  }
  if (login === undefined) return html`${publisher}`
  const name = loginInWords(words, login)
  return say.withLogin(publisher, isOwn ? html`<a href="/account/logins">${name}</a>` : name)
}
