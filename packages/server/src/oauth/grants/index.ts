/** Every way to get tokens. A grant is a file here, a line in this list and an example in its test. */
import type { Grant } from '../grant.ts'
import { authorizationCode } from './authorization-code.ts'
import { clientCredentials } from './client-credentials.ts'
import { deviceCode } from './device-code.ts'
import { refreshToken } from './refresh-token.ts'

export const grants: readonly Grant[] = [deviceCode, authorizationCode, refreshToken, clientCredentials]
