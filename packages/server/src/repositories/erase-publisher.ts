/** What an account that is deleted leaves in the repositories: files and packages stay, and it maintains none. */
import { advanceEpoch, type Writer } from '../storage/index.ts'

/** Gives how many packages it maintained. */
export async function erasePublisher(transaction: Writer, accountId: string): Promise<number> {
  const { numDeletedRows } = await transaction
    .deleteFrom('maintainers')
    .where('kind', '=', 'account')
    .where('maintainer_id', '=', accountId)
    .executeTakeFirstOrThrow()
  for (const table of ['files', 'documentation'] as const) {
    await transaction
      .updateTable(table)
      .set({ published_address: null, published_client: null })
      .where('published_by_kind', '=', 'account')
      .where('published_by_id', '=', accountId)
      .execute()
  }
  await advanceEpoch(transaction)
  return Number(numDeletedRows)
}
