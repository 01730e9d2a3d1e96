/**
 * A program that embeds the client, as a process of its own: told what to do, it asks the registry who it is, and says
 * what came of it. It can be held up at the instants that matter, for whoever wants to kill or stop it there.
 */
import { refused } from '@latchkey/tokens'
import { createAuthClient } from '../../packages/client/src/auth-client/index.ts'
import { type OpenStore, openStore } from '../../packages/client/src/stores/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'
import { deferred } from './deferred.ts'

/** Where a process can be held up: before it looks whether it may send, once it has the answer, once that is kept. */
export type Instant = 'before sending' | 'after sending' | 'after persisting'

export interface Task {
  readonly registry: string
  /** Of the credentials, which all share. */
  readonly folder: string
  /** Whether a person sits before it. */
  readonly terminal?: boolean
  /** Milliseconds that it waits for an answer; as long as the client does unless told. */
  readonly timeout?: number
  /** Where it waits until it is told to go on, having said so: once. */
  readonly heldUp?: Instant
}

export type Said =
  | { readonly kind: 'ready' }
  | { readonly kind: 'prompt'; readonly userCode: string }
  | { readonly kind: 'waiting'; readonly pid: number | undefined }
  | { readonly kind: 'at'; readonly instant: Instant }
  | { readonly kind: 'round' }
  | { readonly kind: 'done'; readonly answer: string }

const say = (said: Said) => process.send?.(said)

let goOn = () => {}

process.on('message', async (told: Task | 'go on') => {
  if (told === 'go on') goOn()
  else say({ kind: 'done', answer: await work(told) })
})
process.once('disconnect', () => process.exit())
say({ kind: 'ready' })

async function work({ registry, folder, terminal = false, timeout, heldUp }: Task): Promise<string> {
  const machine = { ...thisMachine(), environment: {}, interactive: terminal }
  const opened = openStore({ folder, machine })
  let wasHeldUp = false
  const at = async (instant: Instant) => {
    if (instant !== heldUp || wasHeldUp) return
    wasHeldUp = true
    const told = deferred()
    goOn = told.resolve
    say({ kind: 'at', instant })
    await told.promise
  }
  const client = createAuthClient({
    registry,
    machine: { ...machine, fetch: watched(machine.fetch, at) },
    ...opened,
    store: watchedStore(opened, at),
    callbacks: {
      showLogin: ({ userCode = '' }) => void say({ kind: 'prompt', userCode }),
      waiting: ({ pid }) => say({ kind: 'waiting', pid }),
    },
  })
  if (refused(client)) return `${client.code}: ${client.message}`
  const patience = timeout === undefined ? {} : { timeout }
  const answer = await client.withApi('read', request => request.send('api/v1/validate', patience))
  return refused(answer) ? `${answer.code}: ${answer.message}` : String(answer.status)
}

/** Discovery is the last that goes out before the lease is looked at, and the tokens sent. */
function watched(real: typeof fetch, at: (instant: Instant) => Promise<void>): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const answer = await real(input, init)
    if (url.includes('/.well-known/')) await at('before sending')
    if (url.endsWith('/oauth/token')) await at('after sending')
    return answer
  }
}

function watchedStore({ store }: OpenStore, at: (instant: Instant) => Promise<void>): OpenStore['store'] {
  return {
    ...store,
    async change(update, options) {
      const state = await store.change(update, options)
      await at('after persisting')
      return state
    },
  }
}
