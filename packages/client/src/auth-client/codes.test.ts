import { Secret } from '@latchkey/protocol'
import { describe, expect, test, vi } from 'vitest'
import { authError } from '../errors.ts'
import type { CodePrompt } from '../step-up/index.ts'
import { createBudget } from './budget.ts'
import { askForCode } from './codes.ts'
import type { CallHouse } from './house.ts'
import { aCall, aHexpm, aLatchkey, aLogin, callHouse } from './testing/call-house.ts'

const code = new Secret('123456')

interface Asking extends Partial<CallHouse> {
  readonly inline?: boolean
  readonly again?: boolean
  readonly sent?: Secret
}

function asking({ inline = true, again = false, sent, ...house }: Asking, budget = createBudget()) {
  const state = { credential: aLogin, code: sent, where: 'the login', loginHelps: true }
  return askForCode(callHouse(house), { asked: { ...aCall, inline }, state, again, budget })
}

describe('nobody is asked for a code', () => {
  const promptCode = vi.fn(() => code)
  const callbacks = { promptCode }

  test.for([
    ['where the caller said so', { inline: false, callbacks }],
    ['in CI', { inCi: true, callbacks }],
    ['where the host can show nothing', { callbacks: {} }],
  ] as const)('%s', async ([, house]) => {
    for (const registry of [aHexpm, aLatchkey])
      expect(await asking({ ...house, registry })).toMatchObject({ code: 'code_required' })
    expect(promptCode).not.toHaveBeenCalled()
  })
})

describe('a code that goes with the request', () => {
  test('is asked for in words, with the number of the try, and whether the one before was wrong', async () => {
    const prompts: CodePrompt[] = []
    const promptCode = (prompt: CodePrompt) => {
      prompts.push(prompt)
      return code
    }
    const budget = createBudget()
    const house = { registry: aHexpm, callbacks: { promptCode } }
    expect(await asking(house, budget)).toBe(code)
    // The registry calls one wrong that nobody sent.
    await asking({ ...house, again: true }, budget)
    await asking({ ...house, again: true, sent: code }, budget)
    const registry = 'https://hex.pm'
    const message = 'Enter the one-time code for https://hex.pm:'
    expect(prompts).toEqual([
      { registry, message, reason: 'totp_required', attempt: 1 },
      { registry, message, reason: 'totp_required', attempt: 2 },
      { registry, message: `That code was not right. ${message}`, reason: 'invalid_totp', attempt: 3 },
    ])
    expect(await asking(house, budget)).toMatchObject({ code: 'too_many_codes' })
    expect(prompts).toHaveLength(3)
  })

  test('is asked for anew, and not called wrong, where one was sent and another is wanted', async () => {
    const reasons: string[] = []
    const promptCode = ({ reason }: CodePrompt) => {
      reasons.push(reason)
      return code
    }
    await asking({ registry: aHexpm, callbacks: { promptCode }, sent: code })
    expect(reasons).toEqual(['totp_required'])
  })

  test.for<readonly [string, () => Secret | 'cancelled' | undefined]>([
    ['cancels', () => 'cancelled'],
    ['comes to the end of input', () => undefined],
    ['presses Enter alone', () => new Secret(' \n')],
    [
      'is gone with their terminal',
      () => {
        throw new Error('EIO')
      },
    ],
  ])('is given up where the person %s', async ([, promptCode]) => {
    expect(await asking({ registry: aHexpm, callbacks: { promptCode } })).toMatchObject({
      code: 'code_cancelled',
    })
  })

  test('is given up where the host can only show a page: there is none to show', async () => {
    const callbacks = { openLink: () => 'opened' as const }
    expect(await asking({ registry: aHexpm, callbacks })).toMatchObject({ code: 'code_cancelled' })
  })
})

describe('a window that is opened beforehand', () => {
  const opened = { closesAt: 1 }

  test.for([
    ['a code', { promptCode: () => code }],
    ['a page', { openLink: () => 'opened' as const }],
  ] as const)(
    'is opened once by %s, for the login, and no code goes with the request',
    async ([, callbacks]) => {
      const openWindow = vi.fn(async () => opened as never)
      const budget = createBudget()
      expect(await asking({ callbacks, openWindow }, budget)).toBeUndefined()
      expect(openWindow).toHaveBeenCalledExactlyOnceWith(aLogin, undefined)
      expect(await asking({ callbacks, openWindow }, budget)).toMatchObject({ code: 'code_required' })
      expect(openWindow).toHaveBeenCalledOnce()
    },
  )

  test('that was not opened ends it with the reason', async () => {
    const given = authError('code_cancelled', 'No code.', 'Again.')
    const openWindow = async () => given
    expect(await asking({ callbacks: { promptCode: () => code }, openWindow })).toBe(given)
  })
})
