import { expect, test } from 'vitest'
import { type PageRequest, pageOf, rowsFor, startOf } from './page.ts'

const all = Array.from({ length: 2500 }, (_, index) => index)
const read = (request: PageRequest) => {
  const start = request.after === undefined ? 0 : Number(request.after) + 1
  const rows = all.slice(start, start + rowsFor(request))
  return pageOf(request, rows, String, String)
}

test('a page holds as many as were asked for, 100 where it was not said, and 1 to 1000 whatever was', () => {
  const sizes = [undefined, 7, 1000, 5000, 0, -3, 2.9].map(limit => {
    return read(limit === undefined ? {} : { limit }).items.length
  })
  expect(sizes).toEqual([100, 7, 1000, 1000, 1, 1, 2])
})

test('one page after the other gives every item once, in order, and the last says that it is', () => {
  const seen: string[] = []
  let next: string | undefined
  do {
    const page = read({ limit: 625, ...(next !== undefined && { after: next }) })
    seen.push(...page.items)
    next = page.next
  } while (next !== undefined)
  expect(seen).toEqual(all.map(String))
})

test('nothing is one last page', () => {
  expect(pageOf({}, [], String, String)).toEqual({ items: [] })
})

test('a cursor that no page gave is text like any other, and a NUL in it breaks nothing', () => {
  expect([startOf({}), startOf({ after: 'b' }), startOf({ after: '\0b\0' })]).toEqual(['', 'b', 'b'])
})
