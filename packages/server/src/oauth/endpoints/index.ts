/** The endpoints. `/oauth/authorize` is a page, and the metadata is told in `../metadata.ts`. */
import type { Endpoint } from '../endpoint.ts'
import { token } from './token.ts'

export const endpoints: readonly Endpoint[] = [token]
