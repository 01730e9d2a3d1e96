/** What goes with a request through the API. */
import type { Allowed } from '../access/index.ts'
import type { FetchContext } from '../http/index.ts'

export interface Environment {
  Bindings: FetchContext
  Variables: { allowed: Allowed }
}
