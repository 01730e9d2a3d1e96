/** `latchkey login`: a person lets this machine in. */
import { flag, text, texts } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { browserIsHere, type Desk } from '../desk/index.ts'
import { asWord, registryAddress } from '../registries/index.ts'

export const command = defineCommand({
  name: 'login',
  about:
    'Logs in to a registry: shows an address and a code, and waits until somebody has agreed to it in a browser, on this\n' +
    'machine or any other. The registry is used from then on. A login that there was is ended.',
  examples: [
    '# The first time; afterwards the address can be left out',
    'latchkey login https://packages.example.com',
    '# A second account at the same registry, kept beside the first',
    'latchkey login --account ada-at-work',
    '# To read only',
    'latchkey login --scope api:read --scope repositories',
  ],
  operands: ['[REGISTRY]'],
  options: {
    account: text('NAME', 'The account that is to agree; kept beside others at the same registry.'),
    device: flag('With a code, in any browser. So it is unless --browser says otherwise.'),
    browser: flag('With the browser of this machine, which comes back by itself: no code.'),
    'no-browser': flag('Open no browser; only show the address.'),
    'device-name': text('NAME', 'What the registry calls this login; the name of this machine unless told.'),
    'no-device-name': flag('Do not say what this machine is called.'),
    scope: texts('SCOPE', 'What it is to be good for; all that the account may do unless told.'),
  },
  async run(typed, desk, [registry]) {
    const account = typed.account?.toLowerCase()
    const wrong = contradiction(typed) ?? (account === undefined ? undefined : notAnAccount(account))
    if (wrong !== undefined) return wrong
    const nobody = nobodyHere(desk, registry) ?? (typed.browser ? await noBrowserHere(desk) : undefined)
    if (nobody !== undefined) return nobody
    const { logInAt } = await import('../accounts/index.ts')
    const loggedIn = await logInAt(desk, {
      ...{ registry, account, by: typed.browser ? 'browser' : 'device', openBrowser: !typed['no-browser'] },
      deviceName: typed['no-device-name'] ? '' : (typed['device-name'] ?? desk.hostName),
      scopes: typed.scope.flatMap(each => each.split(/[ ,]+/)).filter(Boolean),
    })
    if (refused(loggedIn)) return loggedIn
    const { chosen, scopes, store, overriddenBy } = loggedIn
    const as = chosen.username === undefined ? '' : ` as ${chosen.username}`
    return {
      data: {
        ...{ registry: chosen.registry, account: chosen.account ?? null, username: chosen.username ?? null },
        ...{ scopes, store, overriddenBy: overriddenBy ?? null },
      },
      text: `Logged in at ${chosen.registry}${as}.`,
      ...(overriddenBy !== undefined && { note: warning(overriddenBy) }),
    }
  },
})

function contradiction(typed: {
  readonly device: boolean
  readonly browser: boolean
  readonly 'no-browser': boolean
  readonly 'device-name': string | undefined
  readonly 'no-device-name': boolean
}): Refusal<'usage'> | undefined {
  const both = (one: string, other: string) =>
    refuse('usage', `${one} and ${other} say the opposite of each other.`, 'Type one of them.')
  if (typed.device && typed.browser) return both('--device', '--browser')
  if (typed.browser && typed['no-browser']) return both('--browser', '--no-browser')
  if (typed['device-name'] !== undefined && typed['no-device-name'])
    return both('--device-name', '--no-device-name')
  return undefined
}

/** As accounts are named everywhere; it becomes part of a name in the store. */
function notAnAccount(name: string): Refusal<'usage'> | undefined {
  if (/^[a-z0-9][a-z0-9-]{0,38}$/.test(name)) return undefined
  return refuse('usage', 'That is no name of an account.', 'Type its username: latchkey login --account ada')
}

function nobodyHere({ person, environment }: Desk, registry: string | undefined): Refusal | undefined {
  const where = addressToShow(registry ?? environment['LATCHKEY_REGISTRY'])
  if (environment['LATCHKEY_STORE']?.trim() === 'memory')
    return refuse(
      'usage',
      'LATCHKEY_STORE=memory keeps nothing: this login would be lost at once, and live on at the registry.',
      'Unset LATCHKEY_STORE.',
    )
  if (person.isThere) return undefined
  const inCi = (environment['CI'] ?? '') !== ''
  return refuse(
    'no_terminal',
    `Nobody can be asked to log in here: ${inCi ? 'CI is set' : 'there is no terminal'}.`,
    `Set LATCHKEY_REGISTRY=${where} and LATCHKEY_TOKEN to a key, or type in a terminal: latchkey login ${where}`,
  )
}

/** Nothing that was typed in its place is repeated: it may be a secret. */
function addressToShow(typed = ''): string {
  const address = registryAddress(typed)
  const isPlain = /^https?:\/\/[^@?#]+$/.test(address) && URL.canParse(address)
  return isPlain ? asWord(address) : 'https://packages.example.com'
}

async function noBrowserHere(desk: Desk): Promise<Refusal<'usage'> | undefined> {
  if ((await browserIsHere(desk)) === 'here') return undefined
  return refuse(
    'usage',
    'A browser that is opened here would not be seen by you, or could not come back: this is SSH, a container or a machine without a screen.',
    'Log in with a code, in any browser: latchkey login --device',
  )
}

function warning(variable: string): string {
  return `Warning: ${variable} in the environment still goes before this login. To use the login: unset ${variable}`
}
