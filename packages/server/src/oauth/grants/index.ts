/** Every way to get tokens. A grant is a file here, a line in this list and an example in its test. */
import type { Grant } from '../grant.ts'
import { clientCredentials } from './client-credentials.ts'

export const grants: readonly Grant[] = [clientCredentials]
