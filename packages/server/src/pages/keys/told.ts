/** What a key that is being made would be allowed to do, in a sentence, and where that is too wide: said again as one types. */
import type { Words } from '../catalogue/index.ts'
import { html, type Markup, nothing } from '../layout/markup.ts'
import { onDay } from '../layout/time.ts'
import { compileSoFar } from './compile.ts'
import type { Draft } from './draft.ts'
import type { Holder, KnownPackage } from './holder.ts'
import { type Warning, warningsOf } from './warnings.ts'
import { sentence } from './words.ts'

export interface Telling {
  readonly words: Words
  readonly holder: Holder
  readonly draft: Draft
  readonly packages: readonly KnownPackage[]
  /** Milliseconds since 1970. */
  readonly now: number
}

export function told({ words, holder, draft, packages, now }: Telling): Markup {
  const say = words.keyForm
  const { caveats, expiresAt } = compileSoFar(draft, { words, now })
  const warnings = warningsOf(draft, holder, packages)
  return html`<section class="panel stack told" aria-labelledby="told" data-live>
    <h2 id="told">${say.told}</h2>
    <div class="stack" aria-live="polite">
      ${
        caveats.length === 0
          ? html`<p class="soft">${say.nothingYet}</p>`
          : html`<p class="lead">${sentence(words, caveats)} ${expiresAt === undefined ? nothing : expiresAt === 'never' ? say.neverExpires : say.expiresOn(onDay(words, expiresAt))}</p>`
      }
      ${warnings.length === 0 ? nothing : html`<ul class="warnings">${warnings.map(warning => html`<li><p>${warningText(words, warning)}</p><div class="actions">${ways(words, warning)}</div></li>`)}</ul>`}
    </div>
  </section>`
}

function warningText({ keyForm: say }: Words, warning: Warning): string {
  return 'row' in warning ? say.warnings[warning.kind](warning.row) : say.warnings['never-expires']
}

function ways({ keyForm: say }: Words, warning: Warning): Markup {
  const button = (value: string, label: string) =>
    html`<button class="quiet small" name="do" value="${value}">${label}</button>`
  switch (warning.kind) {
    case 'never-expires':
      return button('expiry=90', say.narrower.days)
    case 'everywhere':
      return html`${warning.places.map(place => button(`where-${warning.row}=${place}`, say.narrower.only(place)))}`
    case 'every-package':
      return warning.packages.length === 0
        ? html`<a href="#package-${warning.row}">${say.narrower.name}</a>`
        : html`${warning.packages.map(name => button(`package-${warning.row}=${name}`, say.narrower.only(name)))}`
    default:
      return button(`without-${warning.row}=${warning.kind}`, say.narrower.without)
  }
}
