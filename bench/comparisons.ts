/** The comparisons that `npm run bench` knows, by name. */
import { authorize } from './authorize/authorize.ts'
import { client } from './client/client.ts'
import type { Comparison } from './comparison.ts'
import { oauth } from './oauth/oauth.ts'
import { pages } from './pages/pages.ts'
import { startup } from './startup/startup.ts'
import { tokens } from './tokens/tokens.ts'

export const comparisons: Readonly<Record<string, Comparison>> = {
  tokens,
  authorize,
  oauth,
  client,
  startup,
  pages,
}
