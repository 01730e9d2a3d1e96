/** Answers that are made of rows alone: they hold for as long as nobody writes anything. */
import { refused } from '@latchkey/tokens'
import { createGenerations } from './generations.ts'
import type { Store } from './store.ts'

export interface Answers {
  /** Asks the store whether anything was written since, and gives what still holds. */
  now(): Promise<AnswersNow>
  /** The same, begun before it is known to be needed: that it failed hears only who waits for it. */
  soon(): Promise<AnswersNow>
  /** What was last kept under this name: it holds if it was kept by what `now` gives. */
  last(name: string): object | undefined
}

/** For one request, so that its answers are of one reading: nothing in it is older than the request. */
export interface AnswersNow {
  /**
   * What `make` gave for this name while nothing was written since; else what it gives now. It reads rows and nothing
   * else: no clock, and nothing of whoever asks but what the name says. What is refused or absent is made anew each time.
   */
  get<T extends object | undefined>(name: string, make: () => Promise<T>): T | Promise<T>
  /** Keeps what was made of rows that were read after `now` was asked for. */
  keep(name: string, made: object): void
}

/** Characters or bytes of one of two generations. */
const limit = 16 * 1024 * 1024

/** What an answer weighs besides its body: the most of it is the credential that it was given to, with its caveats. */
const overhead = 4 * 1024

export function createAnswers({ revision }: Pick<Store, 'revision'>): Answers {
  const kept = createGenerations<object>(limit)
  let keptAt: string | undefined

  function at(asked: string): AnswersNow {
    // A change while it was made shows in the next revision, and nobody looks for this one any more.
    const keep = (name: string, made: object) => {
      if (asked === keptAt) kept.set(name, made, weigh(name, made))
    }
    async function makeAndKeep<T extends object | undefined>(name: string, make: () => Promise<T>) {
      const made = await make()
      if (made !== undefined && !refused(made)) keep(name, made)
      return made
    }
    return {
      keep,
      get<T extends object | undefined>(name: string, make: () => Promise<T>) {
        const known = asked === keptAt ? kept.get(name) : undefined
        return known === undefined ? makeAndKeep(name, make) : (known as T)
      },
    }
  }

  let current = at('')
  async function now(): Promise<AnswersNow> {
    const asked = await revision()
    if (asked !== keptAt) {
      kept.clear()
      keptAt = asked
      current = at(asked)
    }
    return current
  }

  return {
    now,
    soon() {
      const asked = now()
      asked.catch(() => {})
      return asked
    },
    last: name => kept.get(name),
  }
}

function weigh(name: string, answer: object): number {
  const body = 'body' in answer ? answer.body : undefined
  const length = typeof body === 'string' || body instanceof Uint8Array ? body.length : 0
  return overhead + name.length + length
}
