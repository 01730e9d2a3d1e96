/** Everything of a list that is read a page at a time. */
import type { Page, PageRequest } from '../../storage/index.ts'

export async function everyItem<Item>(
  read: (page: PageRequest) => Promise<Page<Item>>,
): Promise<readonly Item[]> {
  const found: Item[] = []
  for (let after: string | undefined; ; ) {
    const page = await read({ limit: 1000, ...(after === undefined ? {} : { after }) })
    found.push(...page.items)
    if (page.next === undefined) return found
    after = page.next
  }
}
