/** A house in which `acme` is, and somebody of it who is signed in: how most tests of pages begin. */
import type { Store } from '../../storage/index.ts'
import { createPagesHouse, origin, type PagesHouse } from './house.ts'
import { Visitor } from './visitor.ts'

export interface OpenAcme {
  readonly house: PagesHouse
  readonly acme: Awaited<ReturnType<PagesHouse['acme']>>
  readonly visitor: Visitor
}

export async function openAcme(store: Store, username: string): Promise<OpenAcme> {
  const house = createPagesHouse(store)
  const acme = await house.acme()
  const visitor = new Visitor(house, origin)
  await visitor.signIn(username)
  return { house, acme, visitor }
}
