/** `client_credentials` (RFC 6749, 4.4): a key, sent as the client's secret, for an access token of 30 minutes. */
import { refuse } from '@latchkey/tokens'
import type { Grant } from '../grant.ts'

export const clientCredentials: Grant = {
  type: 'client_credentials',
  redeem: async () => refuse('unauthorized_client', 'Not yet.', 'Come back.'),
}
