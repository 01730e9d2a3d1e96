/** The other rooms, as one call needs them: each told by the test that asks it, and an error where none was expected to. */
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import type { Credential } from '../../credential.ts'
import { createHttp } from '../../http/index.ts'
import { hexpm, latchkey, type Profile, type Registry } from '../../registry/index.ts'
import { thisMachine } from '../../this-machine.ts'
import { createTrace } from '../../trace.ts'
import { createHints } from '../hints.ts'
import type { CallHouse } from '../house.ts'
import type { Call } from '../state.ts'

export const noon = Date.parse('2026-11-22T12:00:00Z')
const machine = thisMachine()
const http = createHttp(machine)

function made(profile: Profile): Registry {
  const registry = profile({ http, clock: machine.clock })
  if (refused(registry)) throw new Error(registry.message)
  return registry
}

/** A registry that takes its codes beforehand, and one that takes them with the request. */
export const aLatchkey = made(latchkey('https://packages.example.com'))
export const aHexpm = made(hexpm({ clientId: 'a-tool' }))

export function callHouse(more: Partial<CallHouse> = {}): CallHouse {
  const { registry = aLatchkey } = more
  const unasked = (room: string) => () => Promise.reject(new Error(`Nobody was to ask ${room}.`))
  return {
    ...{ http, registry, callbacks: {}, inCi: false, now: () => noon },
    trace: createTrace({ now: () => noon }),
    hints: createHints(registry, 'latchkey login'),
    resolve: unasked('for a credential'),
    isTaken: unasked('whether it is taken'),
    logIn: unasked('to log in'),
    refreshed: unasked('for a refresh'),
    openWindow: unasked('to open the window'),
    openWindowFor: unasked('whether a window is needed'),
    ...more,
  }
}

export const aCall: Call = {
  ...{ wanted: { kind: 'api', permission: 'write' }, optional: false, inline: true },
  ...{ code: undefined, doing: undefined, attenuate: undefined, signal: undefined },
}

export const aLogin: Credential = {
  ...{ origin: 'https://packages.example.com', pathPrefix: '/', kind: 'login', source: 'login', scopes: [] },
  token: new Secret('at-login'),
}
