/** A version of a package: its files, and what may become of it. */
import type { FileRecord, PublishedVersion } from '../../repositories/index.ts'
import { command } from '../layout/command.ts'
import { field } from '../layout/field.ts'
import { formTokenField } from '../layout/layout.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { fromNow, onDay } from '../layout/time.ts'
import type { OrganizationVisit } from '../visit.ts'
import { provenance } from './provenance.ts'
import { sizeInWords } from './size.ts'

/** What a visitor is shown the way to; each way is guarded by its own route. */
export interface MayChange {
  readonly retire: boolean
  readonly delete: boolean
}

export interface VersionOptions {
  readonly may: MayChange
  /** Of the package's page. */
  readonly path: string
  /** Which one on its page this is. */
  readonly index: number
}

export function versionSection(
  visit: OrganizationVisit,
  { version, publishedAt, files }: PublishedVersion,
  { may, path, index }: VersionOptions,
): Markup {
  const { words } = visit
  const say = words.packages
  const own = `${path}/versions/${encodeURIComponent(version)}`
  const retired = files[0]?.retired
  return html`<section class="panel stack version" aria-label="${say.versionLabel(version)}">
    <div class="heading"><h3>${version}</h3>
      <span class="small soft">${retired === undefined ? nothing : html`<span class="badge warm">${say.yanked}</span> `}${fromNow(words, publishedAt, visit.now)}</span></div>
    ${
      retired === undefined
        ? nothing
        : html`<p class="small">${retired.reason === '' ? say.yankedOn(onDay(words, retired.at)) : say.yankedBecause(onDay(words, retired.at), retired.reason.replace(/\.$/, ''))}</p>`
    }
    <ul class="files">${files.map(file => fileEntry(visit, file, { own, mayDelete: may.delete }))}</ul>
    ${
      may.retire || may.delete
        ? html`<div class="becomes">${may.retire ? retireForm(visit, { own, version, index, retired: retired !== undefined }) : nothing}
      ${may.delete ? html`<a class="take-away" href="${own}/delete">${say.deleteVersion(version)}</a>` : nothing}</div>`
        : nothing
    }
  </section>`
}

interface RetireOptions {
  readonly own: string
  readonly version: string
  readonly index: number
  readonly retired: boolean
}

function retireForm(
  { words, session }: OrganizationVisit,
  { own, version, index, retired }: RetireOptions,
): Markup {
  const say = words.packages
  const token = formTokenField(session.formToken)
  if (retired)
    return html`<form method="post" action="${own}/unyank">${token}
      <button class="quiet">${say.restoreVersion(version)}</button></form>`
  return html`<details><summary>${say.yankVersion(version)}</summary>
    <form class="stack" method="post" action="${own}/yank">${token}
      ${field({
        ...{ name: 'reason', id: `reason-${index}`, label: say.why, hint: say.whyHint },
        ...{ autocomplete: 'off', maxlength: 500 },
      })}
      <div><button class="quiet">${say.yank}</button></div></form></details>`
}

function fileEntry(
  visit: OrganizationVisit,
  file: FileRecord,
  { own, mayDelete }: { readonly own: string; readonly mayDelete: boolean },
): Markup {
  const { words } = visit
  const say = words.packages
  const { filename, size, sha256 } = file
  const way = `${own}/files/${encodeURIComponent(filename)}/delete`
  return html`<li class="stack-tight">
    <div class="heading"><h4>${filename}</h4>
      <span class="ways small"><span class="soft">${sizeInWords(words, size)}</span>
        ${mayDelete ? html`<a class="take-away" href="${way}" aria-label="${say.deleteFile(filename)}">${say.delete}</a>` : nothing}</span></div>
    <p class="small soft">${provenance(visit, file)}</p>
    <details class="digest"><summary class="small">SHA-256</summary>${command(words, sha256, say.theDigest)}</details>
  </li>`
}
