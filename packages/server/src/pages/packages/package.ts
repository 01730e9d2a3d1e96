/** A package: its versions, and of each file what it is, who published it, with which key and from where. */
import { refused } from '@latchkey/tokens'
import type { FileRecord } from '../../repositories/index.ts'
import { loginInWords } from '../account/login-rows.ts'
import { page, refusal } from '../answers.ts'
import type { Words } from '../catalogue/index.ts'
import type { House } from '../house.ts'
import { field } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import { decide, notFound, packageAttemptOf } from '../permission.ts'
import type { Handler, OrganizationVisit } from '../visit.ts'
import { placeOf } from './place.ts'
import { sizeInWords } from './size.ts'

/** What a visitor is shown the way to; each way is guarded by its own route. */
interface May {
  readonly retire: boolean
  readonly delete: boolean
}

/** `GET /organizations/:organization/repositories/:ecosystem/packages/:package` */
export const packagePage: Handler<OrganizationVisit> = async (visit, house) => {
  const place = await placeOf(visit, house)
  if (refused(place)) return refusal(visit, notFound)
  const { repository, found, path } = place
  const { words } = visit
  const [files, may] = await Promise.all([
    house.repositories.fileRecords(found.id),
    whatTheyMay(visit, house),
  ])
  const main = html`<div class="stack-wide">
    <div class="stack">
      <p class="eyebrow"><a href="${place.repositoryPath}">${repository.ecosystem}:${visit.organization.name}</a></p>
      <h1>${found.displayName}</h1>
      ${done(words, visit.query.get('done'))}
    </div>
    ${
      files.length === 0
        ? html`<p class="empty">${words.packages.none}</p>`
        : versionsOf(files).map(version => versionSection(words, version, may, path, visit.session.formToken))
    }
  </div>`
  return page(visit, { title: found.displayName, main })
}

interface Version {
  readonly version: string
  readonly files: readonly FileRecord[]
}

/** The one that was published last comes first. */
function versionsOf(files: readonly FileRecord[]): readonly Version[] {
  const newestFirst = [...files].sort((one, other) => other.createdAt - one.createdAt)
  const names = new Set(newestFirst.map(({ version }) => version))
  return [...names].map(version => ({ version, files: files.filter(each => each.version === version) }))
}

async function whatTheyMay(visit: OrganizationVisit, house: House): Promise<May> {
  const may = async (action: 'retire' | 'delete') =>
    !refused(await decide(visit, packageAttemptOf({ action, of: 'package' }, visit.parameters), house))
  return { retire: await may('retire'), delete: await may('delete') }
}

function versionSection(
  words: Words,
  { version, files }: Version,
  may: May,
  path: string,
  formToken: string,
): Markup {
  const say = words.packages
  const own = `${path}/versions/${encodeURIComponent(version)}`
  const retired = files[0]?.retired
  return html`<section class="stack" aria-label="${say.versionLabel(version)}">
    <div class="heading"><h2>${version}</h2>
      ${retired === undefined ? nothing : html`<span class="badge warm">${say.yanked}</span>`}</div>
    ${
      retired === undefined
        ? nothing
        : html`<p class="soft">${retired.reason === '' ? say.yankedOn(onDay(words, retired.at)) : say.yankedBecause(onDay(words, retired.at), retired.reason.replace(/\.$/, ''))}</p>`
    }
    <ul class="entries">${files.map(file => fileEntry(words, file, own, may))}</ul>
    ${may.retire ? retireForm(words, own, version, retired !== undefined, formToken) : nothing}
    ${may.delete ? html`<p><a href="${own}/delete">${say.deleteVersion(version)}</a></p>` : nothing}
  </section>`
}

function retireForm(
  { packages: say }: Words,
  own: string,
  version: string,
  retired: boolean,
  formToken: string,
): Markup {
  if (retired)
    return html`<form method="post" action="${own}/unyank">${formTokenField(formToken)}
      <button class="quiet">${say.restoreVersion(version)}</button></form>`
  return html`<details><summary>${say.yankVersion(version)}</summary>
    <form class="stack" method="post" action="${own}/yank">${formTokenField(formToken)}
      ${field({
        name: 'reason',
        id: `reason-${version}`,
        label: say.why,
        hint: say.whyHint,
        autocomplete: 'off',
        maxlength: 500,
      })}
      <div><button class="quiet">${say.yank}</button></div></form></details>`
}

function fileEntry(words: Words, file: FileRecord, own: string, may: May): Markup {
  const say = words.packages
  const { filename, size, sha256, createdAt, publishedFrom } = file
  const from = [publishedFrom.address, publishedFrom.client].filter(each => each !== undefined).join(', ')
  return html`<li>
    <div class="heading"><h3>${filename}</h3>
      ${may.delete ? html`<a class="ways" href="${own}/files/${encodeURIComponent(filename)}/delete" aria-label="${say.deleteFile(filename)}">${say.delete}</a>` : nothing}</div>
    <dl class="facts">
      <div><dt>${say.size}</dt><dd>${sizeInWords(words, size)}</dd></div>
      <div><dt>${say.published}</dt><dd>${onDay(words, createdAt)}</dd></div>
      <div><dt>${say.by}</dt><dd>${publisherInWords(words, file)}</dd></div>
      ${from === '' ? nothing : html`<div><dt>${say.from}</dt><dd>${from}</dd></div>`}
      <div class="wide"><dt>SHA-256</dt><dd><code>${sha256}</code></dd></div>
    </dl></li>`
}

function publisherInWords(words: Words, { publisher, keyName, login }: FileRecord): string {
  const say = words.packages
  if (keyName !== undefined) return say.withKey(publisher, keyName)
  return login === undefined ? publisher : say.withLogin(publisher, loginInWords(words, login))
}

function done({ packages: say }: Words, what: string | null): Markup {
  if (what === 'yanked') return html`<p class="notice good" role="status">${say.yankDone}</p>`
  if (what === 'restored') return html`<p class="notice good" role="status">${say.restoreDone}</p>`
  if (what === 'deleted') return html`<p class="notice good" role="status">${say.deleteDone}</p>`
  return nothing
}
