/** Looks at every page of a furnished house without a browser: as everybody, and by whatever has to be sent to see it. */
import { type As, everyPage, type PageToSee, usernameOf } from './every-page.ts'
import type { Furnished } from './furnish.ts'
import { origin, type PagesHouse } from './house.ts'
import { type Answer, Visitor } from './visitor.ts'

export interface SeenAnswer extends PageToSee {
  readonly answer: Answer
  readonly visitor: Visitor
}

export interface LookAround {
  /** The same visitor each time; signed in. */
  visitorFor(as: As): Promise<Visitor>
  /** Every page, in the order in which they are listed. */
  pages(): AsyncGenerator<SeenAnswer>
}

/** With a second factor, a code is given as often as one is asked for. */
export function lookAround(house: PagesHouse, furnished: Furnished): LookAround {
  const visitors = new Map<As, Visitor>()

  async function visitorFor(as: As): Promise<Visitor> {
    const visitor = visitors.get(as) ?? new Visitor(house, origin)
    if (visitors.has(as) || as === 'nobody') return visitor
    visitors.set(as, visitor)
    await visitor.signIn(usernameOf(as))
    const code = { code: furnished.app.nextCode(house.clock).expose() }
    if (as === 'code') await visitor.submit('/login/code', code)
    return visitor
  }

  async function see({ path, forms, stale }: PageToSee, visitor: Visitor): Promise<Answer> {
    const toSend = (await forms?.()) ?? []
    let answer = await visitor.get(path)
    for (const [index, { action, fields }] of toSend.entries()) {
      if (stale && index === toSend.length - 1) house.clock.advance(11 * 60_000)
      const sent = await visitor.submit(action, fields, { page: path })
      const next = sent.headers.get('location')
      answer = next === null ? sent : await visitor.get(next)
    }
    return answer
  }

  return {
    visitorFor,
    async *pages() {
      for (const page of everyPage(furnished)) {
        const visitor = await visitorFor(page.as)
        yield { ...page, visitor, answer: await see(page, visitor) }
      }
    },
  }
}
