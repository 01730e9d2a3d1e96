/** One labelled control with its hint and, where something is wrong with it, the sentence that says what. */
import { html, type Markup, nothing } from './markup.ts'

/** What is wrong with a form, by field; under `form` what is wrong with all of it. */
export type Problems = Readonly<Record<string, string | Markup>>

export interface FieldOptions {
  readonly name: string
  /** The name, where a page has one field of it. */
  readonly id?: string
  readonly label: string
  readonly value?: string
  readonly hint?: string | Markup
  readonly problems?: Problems
  readonly type?: 'text' | 'email' | 'password' | 'date'
  /** https://html.spec.whatwg.org/#autofill: lets password managers do their work. */
  readonly autocomplete?: string
  readonly required?: boolean
  readonly maxlength?: number
  readonly minlength?: number
  /** Names of people, organizations and packages: nothing is corrected or capitalized. */
  readonly technical?: boolean
  readonly autofocus?: boolean
  /** Which keys a phone shows. */
  readonly inputmode?: 'numeric'
  /** The `datalist` that offers what may be typed. */
  readonly list?: string
}

export function field(options: FieldOptions): Markup {
  const { name, id = name, problems } = options
  const problem = problems?.[name]
  return html`<div class="field">
    <label for="${id}">${options.label}</label>
    ${hintFor(id, options.hint)}
    <input id="${id}" name="${name}" type="${options.type ?? 'text'}" value="${valueFor(options)}"
      ${described(id, options.hint !== undefined, problem)}
      ${options.autocomplete === undefined ? '' : html`autocomplete="${options.autocomplete}"`}
      ${options.required ? html`required` : ''}
      ${options.inputmode === undefined ? '' : html`inputmode="${options.inputmode}"`}
      ${options.list === undefined ? '' : html`list="${options.list}"`}
      ${options.autofocus ? html`autofocus` : ''}
      ${options.maxlength === undefined ? '' : html`maxlength="${options.maxlength}"`}
      ${options.minlength === undefined ? '' : html`minlength="${options.minlength}"`}
      ${options.technical ? html`autocapitalize="none" autocorrect="off" spellcheck="false"` : ''}>
    ${problemOf(id, problem)}
  </div>`
}

/** A day that is none cannot stand in a field for days. */
function valueFor({ type, value = '' }: FieldOptions): string {
  return type !== 'date' || /^\d{4}-\d\d-\d\d$/.test(value) ? value : ''
}

export interface Choice {
  readonly value: string
  readonly label: string
}

export function select(options: {
  readonly name: string
  readonly label: string
  readonly choices: readonly Choice[]
  readonly value?: string
  readonly hint?: string | Markup
  readonly problems?: Problems
}): Markup {
  const { name, choices, value, hint } = options
  const problem = options.problems?.[name]
  return html`<div class="field">
    <label for="${name}">${options.label}</label>
    ${hintFor(name, hint)}
    <select id="${name}" name="${name}" ${described(name, hint !== undefined, problem)}>
      ${choices.map(
        choice =>
          html`<option value="${choice.value}" ${choice.value === value ? html`selected` : ''}>${choice.label}</option>`,
      )}
    </select>
    ${problemOf(name, problem)}
  </div>`
}

/** The attributes that tie a control to its hint and problem, also for who cannot see them side by side. */
export function described(name: string, hint: boolean, problem: string | Markup | undefined): Markup {
  const ids = [hint ? `${name}-hint` : '', problem === undefined ? '' : `${name}-problem`].filter(Boolean)
  return html`${ids.length > 0 ? html`aria-describedby="${ids.join(' ')}"` : ''} ${problem === undefined ? '' : html`aria-invalid="true"`}`
}

export function hintFor(name: string, hint: string | Markup | undefined): Markup {
  return hint === undefined ? nothing : html`<p class="hint" id="${name}-hint">${hint}</p>`
}

export function problemOf(name: string, problem: string | Markup | undefined): Markup {
  return problem === undefined ? nothing : html`<p class="problem" id="${name}-problem">${problem}</p>`
}

/** What is wrong with the form as a whole, above it. */
export function formProblem(problems: Problems | undefined): Markup {
  const problem = problems?.['form']
  return problem === undefined ? nothing : html`<p class="notice bad" role="alert">${problem}</p>`
}
