/**
 * A registry's JSON API, as far as this library calls it.
 *
 * 1. A credential goes to its own registry alone, and follows no redirect.
 * 2. A refusal is the registry's word; what is no answer of its API is not taken for one, but for a 401.
 *
 *     const answer = await callApi(asking, login, { path: 'api/v1/validate' })
 *     if (refused(answer)) return answer
 */
export { type ApiCall, authorizationOf, callApi } from './call-api.ts'
