import { Secret } from '@latchkey/protocol'
import { writeToken } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { mintWith } from '../../../tokens/src/testing/tokens.ts'
import { authError } from '../errors.ts'
import {
  type Answering,
  inTurn,
  json,
  loginAt,
  offline,
  origin,
  type TestOptions,
  testHouse,
} from '../oauth/testing/house.ts'
import type { MayAnswer } from '../preflight/index.ts'
import { type CodePrompt, createOpenWindowFor, createStepUp, type StepUpCallbacks } from './index.ts'

const login = loginAt(0)
const apiNo = (status: number, code: string, message = 'It says no.') =>
  json({ error: { code, message, next: 'Do that.' } }, status)
const wrong = () => apiNo(401, 'invalid_totp')
const open = () => json({ closes_at: 1_800_000_300 })

function stepping(answer: Answering, callbacks: StepUpCallbacks = {}, options?: TestOptions) {
  const house = testHouse(answer, options)
  const prompts: CodePrompt[] = []
  const promptCode = (prompt: CodePrompt) => {
    prompts.push(prompt)
    return new Secret(`00000${prompts.length}`)
  }
  return { house, prompts, stepUp: createStepUp(house, { promptCode, ...callbacks }) }
}
const byLink = (openLink: StepUpCallbacks['openLink']) => (house: ReturnType<typeof testHouse>) =>
  createStepUp(house, openLink ? { openLink } : {})

describe('by code', () => {
  test('the window is open, and until when', async () => {
    const { house, stepUp } = stepping(open)
    expect(await stepUp(login)).toEqual({ closesAt: 1_800_000_300_000 })
    expect(house.sent).toMatchObject([
      {
        url: `${origin}/api/v1/step-up`,
        method: 'POST',
        json: { code: '000001' },
        authorization: 'Bearer access-0',
      },
    ])
  })

  test('a wrong one is asked for again, with the reason, three times in all', async () => {
    const { house, prompts, stepUp } = stepping(wrong)
    expect(await stepUp(login)).toMatchObject({ code: 'too_many_codes' })
    expect(prompts.map(({ attempt, reason }) => [attempt, reason])).toEqual([
      [1, 'totp_required'],
      [2, 'invalid_totp'],
      [3, 'invalid_totp'],
    ])
    expect(prompts.every(({ message, registry }) => message.includes(origin) && registry === origin)).toBe(
      true,
    )
    expect(house.sent).toHaveLength(3)
  })

  test('the second may be right', async () => {
    expect(await stepping(inTurn(wrong, open)).stepUp(login)).toHaveProperty('closesAt')
  })

  test.each<[string, NonNullable<StepUpCallbacks['promptCode']>]>([
    ['the person says so', () => 'cancelled'],
    ['input comes to its end', () => undefined],
    ['the prompt breaks', () => Promise.reject(new Error('EOF'))],
  ])('given up where %s: an answer, not a crash', async (_, promptCode) => {
    const { house, stepUp } = stepping(open, { promptCode })
    expect(await stepUp(login)).toMatchObject({ code: 'code_cancelled' })
    expect(house.sent).toEqual([])
  })

  test('nobody to ask is said at once', async () => {
    const house = testHouse(open)
    expect(await createStepUp(house, {})(login)).toMatchObject({ code: 'code_required' })
    expect(house.sent).toEqual([])
  })

  test.each<[string, Answering, string]>([
    ['too many guesses', () => apiNo(429, 'too_many_requests'), 'too_many_requests'],
    ['an account without a second factor', () => apiNo(403, 'no_second_factor'), 'code_required'],
    ['a token that is over', () => apiNo(401, 'token_expired'), 'code_required'],
    ['no network', () => offline, 'offline'],
  ])('is not asked for again after %s', async (_, answer, code) => {
    const { prompts, stepUp } = stepping(answer)
    expect(await stepUp(login)).toMatchObject({ code })
    expect(prompts).toHaveLength(1)
  })

  test('that nothing wants yet is asked for where some code would be taken, and nowhere else', async () => {
    const { house, prompts, stepUp } = stepping(inTurn(wrong, open))
    expect(await stepUp(login, undefined, true)).toEqual({ closesAt: 1_800_000_300_000 })
    // Never taken for a guess: it reads as a recovery code.
    expect(house.sent.map(({ json: sent }) => sent)).toEqual([{ code: 'a'.repeat(24) }, { code: '000001' }])
    expect(prompts).toHaveLength(1)
    for (const answer of [() => apiNo(403, 'no_second_factor'), () => offline]) {
      const other = stepping(answer)
      expect(await other.stepUp(login, undefined, true)).toMatchObject({ message: expect.any(String) })
      expect(other.prompts).toEqual([])
    }
  })

  test('is never told again, however the registry quotes it', async () => {
    const { stepUp } = stepping(({ json: sent }) => apiNo(403, 'odd', `Odd: ${JSON.stringify(sent)}`))
    const answer = JSON.stringify(await stepUp(login))
    expect(answer).toContain('[redacted]')
    expect(answer).not.toContain('000001')
  })

  test('of a registry that takes it with each request, there is no window', async () => {
    const codes = { kind: 'header', name: 'x-hex-otp' } as const
    const { house, stepUp } = stepping(open, {}, { registry: { codes } })
    expect(await stepUp(login)).toMatchObject({ code: 'code_required' })
    expect(house.sent).toEqual([])
  })
})

describe('by link or passkey', () => {
  const token = new Secret(writeToken(mintWith('["allow",[[["read"],["*"]]]]')))
  const key = loginAt(0, { token })

  test('the page of exactly this key is shown, and the code does not pass through here', async () => {
    const urls: string[] = []
    const house = testHouse(open)
    const stepUp = byLink(url => {
      urls.push(url)
      return 'opened'
    })(house)
    expect(await stepUp(key)).toEqual({})
    expect(urls).toEqual([`${origin}/account/keys/AAAAAAAAAAAAAAAAAAAAAA/step-up`])
    expect(house.sent).toEqual([])
  })

  test('giving up is an answer, and a token that is none of the registry’s has no page', async () => {
    expect(await byLink(() => 'cancelled')(testHouse(open))(key)).toMatchObject({ code: 'code_cancelled' })
    expect(await byLink(() => undefined)(testHouse(open))(key)).toMatchObject({ code: 'code_cancelled' })
    expect(await byLink(() => 'opened')(testHouse(open))(login)).toMatchObject({ code: 'code_required' })
  })
})

describe('before an upload', () => {
  const wanted = { action: 'publish', target: 'pypi:acme/widget' } as const
  const yes: MayAnswer = { may: true, reason: 'You maintain it.', codeNeeded: false, dependsOn: [] }
  const after = (answer: MayAnswer | typeof offline) => {
    const asked: unknown[] = []
    const openFor = createOpenWindowFor(
      async () => answer,
      async () => {
        asked.push('code')
        return {}
      },
    )
    return { asked, openFor: () => openFor(login, wanted) }
  }

  test('a code is asked for where one is needed, and only there', async () => {
    const needed = after({ ...yes, codeNeeded: true })
    expect([await needed.openFor(), needed.asked]).toEqual([{}, ['code']])
    const open = after(yes)
    expect([await open.openFor(), open.asked]).toEqual([undefined, []])
  })

  test('nobody is asked for a code who would be refused in any case', async () => {
    const no = after({
      may: false,
      code: 'role_insufficient',
      reason: 'You may read.',
      next: 'Ask an owner.',
    })
    expect(await no.openFor()).toMatchObject({
      code: 'insufficient_scope',
      message: 'You may read.',
      next: 'Ask an owner.',
    })
    const unknown = after(authError('offline', 'It cannot be reached.', 'Try again.'))
    expect(await unknown.openFor()).toMatchObject({ code: 'offline' })
    expect([no.asked, unknown.asked]).toEqual([[], []])
  })
})
