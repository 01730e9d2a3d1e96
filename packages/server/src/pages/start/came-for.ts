/** What somebody who signs in came for, by where they go on to: nobody should wonder why they are asked. */
import type { Words } from '../catalogue/index.ts'

/** `next`: a path of this server. Nothing where they came for the pages themselves. */
export function cameFor({ signIn: { cameFor: say } }: Words, next: string): string | undefined {
  const path = next.split('?', 1)[0] ?? ''
  if (path === '/device' || path.startsWith('/device/')) return say.device
  if (path === '/oauth/authorize') return say.program
  if (path.startsWith('/invitations/')) return say.invitation
  if (/^\/account\/(logins|keys)\/[^/]+\/step-up$/.test(path)) return say.code
  return path === '/' ? undefined : say.page
}
