/**
 * A login's tokens, traded for the next in time (RFC 6749, 6).
 *
 * 1. Never without the lease that spans reading again, redeeming and keeping; whoever waited uses what is newer.
 * 2. Only a definite `invalid_grant` ends a login, and only if what is kept, read once more, is not newer.
 * 3. A lost answer is not a lost login: the old tokens are kept until the new ones are.
 * 4. Trouble with a token that is good for a minute yet is no trouble.
 *
 *     const refresh = createRefresh(house)
 *     const login = await refresh(kept)
 *     if (refused(login)) return login
 */
export { createFreshness, type Freshness } from './freshness.ts'
export {
  isSame,
  keepLogin,
  keptLogin,
  loginOf,
  nameOf,
  refreshLease,
  tokensOf,
} from './kept-login.ts'
export { createRefresh, type Refresh, type RefreshOptions } from './refresh.ts'
