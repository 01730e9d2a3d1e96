/**
 * The JSON API at `/api/v1`: what the pages do, for programs.
 *
 * 1. Every operation declares its action (`operations.ts`); it is authorized before its body is looked at.
 * 2. It knows tokens only: a cookie is not looked at, and who somebody is never comes from a body.
 * 3. Bodies are strict: a field that is not described refuses, and so does one that is described and wrong.
 * 4. The description at `/api/v1/openapi.json` is made from the schemas that requests are checked with.
 *
 *     const api = createApi({ credentials, authorizer, accounts, organizations, repositories, keys, answers, origin, report })
 *     const response = await api(request)
 */
export { createApi } from './create-api.ts'
export type { ApiHouse } from './house.ts'
