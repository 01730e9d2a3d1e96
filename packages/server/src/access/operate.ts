/** Who runs the server: administrators who are signed in, and commands beside the running server. */
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Credential } from './credential.ts'

/** Whether a credential may run the server: create organizations, invite people, see all of them. No token can. */
export function mayOperate(credential: Credential): true | Refusal<'administrator_required'> {
  if (credential.kind === 'session' && credential.administrator) return true
  return refuse(
    'administrator_required',
    credential.kind === 'token'
      ? 'No token can run the server, whatever it may do.'
      : 'Only an administrator who is signed in can run the server.',
    'Sign in as an administrator, or use the latchkey-server command on the machine itself.',
  )
}
