/** Every role x action x policy x kind of credential, said by hand: what a policy refuses of what the role permits. */
import { type Role, roles } from '@latchkey/protocol'
import { type Action, actions, pending } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import type { Administration } from './attempt.ts'
import { anonymous, type Credential, type SecondFactor } from './credential.ts'
import type { Decision } from './decision.ts'
import { openPolicy, type Policy } from './policy.ts'
import { ask, member, publicToStrangers, refusalOf, stranger } from './testing/ask.ts'
import { sessionCredential, tokenCredential } from './testing/credentials.ts'

/** `ask` decides at 1000 seconds. */
const now = 1_000_000
const day = 24 * 60 * 60 * 1000
const open: SecondFactor = { active: true, windowClosesAt: now + 1 }
const closed: SecondFactor = { active: true, windowClosesAt: now }
const never: SecondFactor = { active: true }
const organization = { kind: 'organization', id: 'o1' } as const

/** Who asks, whatever the policy. */
const credentials = {
  'a session without a second factor': sessionCredential(),
  'a session with one': sessionCredential({ secondFactor: { active: true } }),
  'a key without a second factor': tokenCredential(),
  'a key whose window was never open': tokenCredential({ secondFactor: never }),
  'a key in its window': tokenCredential({ secondFactor: open }),
  'a short key in its window': tokenCredential({ secondFactor: open, lifetime: 7 * day }),
  'a login without a second factor': tokenCredential({ holder: 'login' }),
  'a login whose window was never open': tokenCredential({ holder: 'login', secondFactor: never }),
  'a login after its window': tokenCredential({ holder: 'login', secondFactor: closed }),
  'a login in its window': tokenCredential({ holder: 'login', secondFactor: open }),
  "an organization's key": tokenCredential({ principal: organization, role: 'owner' }),
  "an organization's short key": tokenCredential({
    principal: organization,
    role: 'owner',
    lifetime: 7 * day,
  }),
} satisfies Record<string, Credential>
type Who = keyof typeof credentials

const policies = {
  nothing: {},
  'a second factor': { requireSecondFactor: true },
  'windows for keys': { keysNeedWindow: true },
  'keys of a week at most': { longestKeyDays: 7 },
  'who makes and exchanges keys': { keyMakers: 'owner', keyExchange: 'refuse' },
} satisfies Record<string, Partial<Policy>>

const missing = 'second_factor_missing'
const code = 'totp_required'
const tooLong = 'key_too_long'
const lookOnly: Partial<Record<Who, string>> = {}
const loginsAskForCode = {
  'a login whose window was never open': code,
  'a login after its window': code,
} satisfies Partial<Record<Who, string>>
const withoutFactor = {
  'a session without a second factor': missing,
  'a key without a second factor': missing,
  'a login without a second factor': missing,
} satisfies Partial<Record<Who, string>>
const longKeys = {
  'a key without a second factor': tooLong,
  'a key whose window was never open': tooLong,
  'a key in its window': tooLong,
  "an organization's key": tooLong,
} satisfies Partial<Record<Who, string>>

/** Who is refused, and with what; everybody else is allowed. */
const expected: Record<
  keyof typeof policies,
  Record<'reading' | 'changing', Partial<Record<Who, string>>>
> = {
  nothing: { reading: lookOnly, changing: loginsAskForCode },
  'a second factor': { reading: withoutFactor, changing: { ...loginsAskForCode, ...withoutFactor } },
  'windows for keys': {
    reading: lookOnly,
    changing: {
      ...loginsAskForCode,
      'a key without a second factor': missing,
      'a key whose window was never open': code,
    },
  },
  'keys of a week at most': { reading: longKeys, changing: { ...loginsAskForCode, ...longKeys } },
  'who makes and exchanges keys': { reading: lookOnly, changing: loginsAskForCode },
}

const inOrganization = actions.filter(action => action !== 'identify' && action !== 'account')
const reading: readonly Action[] = ['describe', 'read']
const everyRole: readonly (Role | undefined)[] = [undefined, ...roles]

const codeOf = (decision: Decision) =>
  decision.answer === 'refused' ? decision.refusal.code : decision.answer

function decideOn(
  who: Credential,
  {
    role,
    action,
    policy = openPolicy,
    safe,
  }: { role: Role | undefined; action: Action; policy?: Policy; safe?: true },
): string {
  const credential =
    who.kind === 'token' && who.principal.kind === 'organization' && role ? { ...who, role } : who
  const standing = member(role, { packageId: 'p1', policy })
  const keys: Administration = { administers: 'keys', keyRole: 'read' }
  const more = { ...(action === 'administer' && { administration: keys }), ...(safe && { safe }) }
  return codeOf(ask(credential, standing, { action }, more))
}

for (const [name, policy] of Object.entries(policies) as [keyof typeof policies, Partial<Policy>][]) {
  describe(`where the organization asks for ${name}`, () => {
    for (const action of inOrganization) {
      for (const role of everyRole) {
        test(`to ${action} with ${role ?? 'no role'}`, () => {
          const asked = { role, action, policy: { ...openPolicy, ...policy } }
          for (const [who, credential] of Object.entries(credentials) as [Who, Credential][]) {
            // The role table has its own test: what it does not permit is refused as if there were no policy.
            const byRole = decideOn(credentials['a session without a second factor'], { role, action })
            const refusals = expected[name][reading.includes(action) ? 'reading' : 'changing']
            const answer = byRole === 'allowed' ? (refusals[who] ?? 'allowed') : byRole
            expect([who, decideOn(credential, asked)]).toEqual([who, answer])
          }
        })
      }

      test(`a request that changes nothing needs no window to ${action}`, () => {
        for (const who of Object.keys(credentials) as Who[]) {
          const asked = { role: 'owner', action, policy: { ...openPolicy, ...policy }, safe: true } as const
          const answer = expected[name].reading[who] ?? 'allowed'
          expect([who, decideOn(credentials[who], asked)]).toEqual([who, answer])
        }
      })
    }
  })
}

describe('of one’s own account, which is no organization’s', () => {
  const own = (credential: Credential, action: 'account' | 'identify', safe?: true) =>
    codeOf(
      ask(
        credential,
        undefined,
        { action, organization: undefined as never, ecosystem: undefined as never, package: undefined },
        safe && { safe },
      ),
    )

  test('a login whose account has a second factor changes something in its window only', () => {
    expect(own(credentials['a login without a second factor'], 'account')).toBe('allowed')
    expect(own(credentials['a login whose window was never open'], 'account')).toBe(code)
    expect(own(credentials['a login after its window'], 'account')).toBe(code)
    expect(own(credentials['a login in its window'], 'account')).toBe('allowed')
  })

  test('a key needs no window, as no organization is asked', () => {
    expect(own(credentials['a key whose window was never open'], 'account')).toBe('allowed')
  })

  test('to look, and to ask who one is, takes no window', () => {
    expect(own(credentials['a login after its window'], 'account', true)).toBe('allowed')
    expect(own(credentials['a login after its window'], 'identify')).toBe('allowed')
  })
})

describe('what is refused by policy', () => {
  const strict: Policy = { ...openPolicy, requireSecondFactor: true, keysNeedWindow: true, longestKeyDays: 7 }

  test('is told to nobody whom the role would not let through', () => {
    for (const credential of Object.values(credentials)) {
      for (const action of inOrganization) {
        const openly = ask(credential, { ...stranger, policy: openPolicy }, { action })
        expect(ask(credential, { ...stranger, policy: strict }, { action })).toEqual(openly)
        expect(refusalOf(openly).code).toBe('unknown_organization')
      }
    }
  })

  test('is not what everybody may do: whoever is known reads what is public, like somebody who is nobody', () => {
    const standing = { ...publicToStrangers, policy: strict }
    for (const credential of [...Object.values(credentials), anonymous]) {
      expect(codeOf(ask(credential, standing, { action: 'read' }))).toBe('allowed')
    }
  })

  test('comes after what the token itself does not allow', () => {
    const expired = tokenCredential({ holder: 'login', secondFactor: never, text: [[0, 500, 0]] })
    expect(codeOf(ask(expired, member('owner')))).toBe('token_expired')
  })

  test('comes before the body that would tell more is sent', () => {
    const early = { package: pending, packageId: pending, version: pending, digests: pending } as const
    const login = credentials['a login after its window']
    expect(codeOf(ask(login, member('write'), early))).toBe(code)
    expect(codeOf(ask(credentials['a login in its window'], member('write'), early))).toBe('needs')
    expect(codeOf(ask(login, member(undefined, { maintains: true }), early))).toBe(code)
    expect(codeOf(ask(login, stranger, early))).toBe('unknown_organization')
  })

  test('holds for a maintainer without a role as well', () => {
    const maintainer = member(undefined, { maintains: true, packageId: 'p1', policy: strict })
    expect(
      codeOf(ask(credentials['a session without a second factor'], maintainer, { action: 'read' })),
    ).toBe(missing)
  })

  test('asks for a code last: it would be wasted on whoever is refused in any case', () => {
    const standing = member('owner', { policy: strict })
    expect(codeOf(ask(tokenCredential({ secondFactor: never }), standing))).toBe(tooLong)
    expect(codeOf(ask(tokenCredential({ secondFactor: never, lifetime: day }), standing))).toBe(code)
    expect(codeOf(ask(tokenCredential({ lifetime: day }), standing))).toBe(missing)
  })

  test('says what is missing, and the next step', () => {
    const refusal = (credential: Credential, policy: Policy) =>
      refusalOf(ask(credential, member('owner', { policy })))
    expect(refusal(tokenCredential(), { ...openPolicy, requireSecondFactor: true })).toMatchObject({
      message: 'acme requires a second factor of its members, and the owner of the key "laptop" has none.',
      next: 'Add one at https://packages.example.com/account/second-factor.',
    })
    expect(refusal(sessionCredential(), { ...openPolicy, requireSecondFactor: true }).message).toBe(
      'acme requires a second factor of its members, and your account has none.',
    )
    expect(
      refusal(tokenCredential({ lifetime: 8 * day }), { ...openPolicy, longestKeyDays: 1 }),
    ).toMatchObject({
      message: 'In acme keys work for at most 1 day, and the key "laptop" was made to work for 8 days.',
      next: expect.stringContaining('https://packages.example.com/account/keys'),
    })
    const login = tokenCredential({ holder: 'login', secondFactor: never })
    const page = `https://packages.example.com/account/logins/${login.id}/step-up`
    expect(refusal(login, openPolicy)).toMatchObject({
      message: 'To publish pypi:acme/widget with the login "laptop" takes a one-time code.',
      next: `Give one at ${page}, or have a program send it with POST https://packages.example.com/api/v1/step-up, then do this again within five minutes.`,
    })
  })
})

test('what changes nothing is not decided in a transaction, where its proof would be good for a change', () => {
  const asked = { safe: true, transaction: {} } as const
  expect(() => ask(sessionCredential(), member('owner'), {}, asked)).toThrow(TypeError)
})

describe('how long a key was made to work', () => {
  const inWeek = (lifetime: number) =>
    codeOf(
      ask(tokenCredential({ lifetime }), member('owner', { policy: { ...openPolicy, longestKeyDays: 7 } })),
    )

  test('may be exactly what the organization allows, and not a millisecond more', () => {
    expect(inWeek(7 * day)).toBe('allowed')
    expect(inWeek(7 * day + 1)).toBe(tooLong)
    expect(inWeek(Number.POSITIVE_INFINITY)).toBe(tooLong)
  })
})
