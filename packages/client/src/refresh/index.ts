/**
 * A login's tokens, traded for the next in time (RFC 6749, 6).
 *
 * 1. Never without the lock that spans reading again, redeeming and storing; whoever waited uses what differs.
 * 2. Only a definite `invalid_grant` ends a login, and only if the store, read once more, holds nothing newer.
 * 3. A lost answer is not a lost login: the old token stays stored until the new one is.
 *
 *     const login = await refresh(registry, stored)
 *     if (refused(login)) return login
 */
export type { Refresh } from './refresh.ts'
