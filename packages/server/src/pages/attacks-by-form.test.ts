/** Forgery and framing, over every form of every page: in somebody else's name nothing is done, and nothing is laid over. */
import { beforeAll, describe, expect, test } from 'vitest'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { allRows, changesBetween } from './testing/all-rows.ts'
import type { As } from './testing/every-page.ts'
import { furnish } from './testing/furnish.ts'
import { createPagesHouse, origin, type PagesHouse } from './testing/house.ts'
import { lookAround } from './testing/look-around.ts'
import { formsIn, type ParsedForm } from './testing/parsed.ts'
import { type Answer, formTokenIn, Visitor } from './testing/visitor.ts'

interface FoundForm extends ParsedForm {
  readonly as: As
  readonly action: string
  readonly visitor: Visitor
}

const open = embeddedStores()
let house: PagesHouse
/** One of each that differs in who is asked to send it, and where to. */
let forms: readonly FoundForm[]
let answers: ReadonlyMap<string, Answer>
let somebodyElse: Visitor

beforeAll(async () => {
  house = createPagesHouse(await open())
  const around = lookAround(house, await furnish(house))
  const found = new Map<string, FoundForm>()
  const seen = new Map<string, Answer>()
  for await (const { as, name, path, answer, visitor } of around.pages()) {
    seen.set(name, answer)
    for (const form of formsIn(answer.html)) {
      const action = form.action ?? path
      if (form.method === 'post') found.set(`${as} ${action}`, { ...form, as, action, visitor })
    }
  }
  forms = [...found.values()]
  answers = seen
  somebodyElse = new Visitor(house, origin)
  await somebodyElse.signIn('linus')
})

interface Forged {
  readonly formToken: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Sends forms as they stand in their pages, but for what is forged; gives what that did, and which were not refused. */
async function send(these: readonly FoundForm[], forge: (form: FoundForm) => Forged) {
  const before = await allRows(house.store)
  const letThrough: string[] = []
  for (const form of these) {
    const { form_token: _, ...fields } = form.fields
    const { status } = await form.visitor.post(form.action, fields, forge(form))
    if (status !== 403) letThrough.push(`${form.as} ${form.action}: ${status}`)
  }
  return { changes: changesBetween(before, await allRows(house.store)), letThrough }
}

const nothing = { changes: [], letThrough: [] }

const tokenOf = (form: FoundForm) => form.fields['form_token'] ?? ''

describe('every form of every page', () => {
  test('is found, and sent by somebody who is signed in carries the token of that session', () => {
    expect(forms.length).toBeGreaterThan(60)
    const without = forms.filter(form => tokenOf(form) === '').map(({ as, action }) => `${as} ${action}`)
    expect(without.filter(each => !each.endsWith(' /language') && !each.startsWith('nobody '))).toEqual([])
  })

  test('does nothing where another site sent it, whatever it carries', async () => {
    for (const headers of [
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'cross-site', origin },
    ]) {
      expect(await send(forms, form => ({ formToken: tokenOf(form), headers }))).toEqual(nothing)
    }
  })

  test('does nothing without the token of this session, with a guessed one, or with that of another', async () => {
    const theirs = formTokenIn((await somebodyElse.get('/')).html) ?? ''
    expect(theirs).not.toBe('')
    const guarded = forms.filter(form => tokenOf(form) !== '')
    for (const formToken of ['', 'guessed', theirs]) {
      expect(await send(guarded, () => ({ formToken }))).toEqual(nothing)
    }
  })

  test('does what it is for with it: what was refused above was a whole form', async () => {
    const form = forms.find(({ as, action }) => as === 'read' && action === '/logout')
    if (form === undefined) throw new Error('Whoever is signed in can sign out.')
    const before = await allRows(house.store)
    await form.visitor.post(form.action, {}, { formToken: tokenOf(form) })
    expect(changesBetween(before, await allRows(house.store))).not.toEqual([])
  })
})

test('no page can be laid into a page of somebody else, loads anything from elsewhere, or tells where its reader came from', () => {
  expect(answers.size).toBeGreaterThan(80)
  for (const [name, { headers }] of answers) {
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy, name).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /)
    expect(policy, name).toContain("; base-uri 'none'; frame-ancestors 'none'")
    expect(headers.get('x-content-type-options'), name).toBe('nosniff')
    expect(headers.get('referrer-policy'), name).toBe('no-referrer')
    expect(headers.get('cache-control'), name).toContain('no-store')
  }
})
