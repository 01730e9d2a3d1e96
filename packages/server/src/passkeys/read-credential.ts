/** What a browser sends for a passkey, read strictly (WebAuthn level 3, sections 5.1.8 and 5.1.9: `toJSON`). */
import { type Refusal, refused } from '@latchkey/tokens'
import { z } from 'zod'
import { unreadable } from './refusals.ts'

const base64url = z.string().regex(/^[A-Za-z0-9_-]+$/)
/** An authenticator may choose up to 1023 bytes. */
const credentialId = base64url.max(1364)
const shape = { id: credentialId, rawId: credentialId, type: z.literal('public-key') }

const registration = z.object({
  ...shape,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(32)).max(10).default([]),
  }),
})

const assertion = z.object({
  ...shape,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish(),
  }),
})

const clientData = z.object({ challenge: base64url })

export type Registration = z.infer<typeof registration> & WithChallenge
export type Assertion = z.infer<typeof assertion> & WithChallenge

interface WithChallenge {
  /** As the browser says: whether it is ours is asked before anything else. */
  readonly challenge: string
}

export const readRegistration = (text: string) => read(registration, text)
export const readAssertion = (text: string) => read(assertion, text)

function read<T extends { readonly response: { readonly clientDataJSON: string } }>(
  schema: z.ZodType<T>,
  text: string,
): (T & WithChallenge) | Refusal {
  const credential = parse(schema, text)
  if (refused(credential)) return credential
  const written = Buffer.from(credential.response.clientDataJSON, 'base64url').toString('utf8')
  const said = parse(clientData, written)
  return refused(said) ? said : { ...credential, challenge: said.challenge }
}

function parse<T>(schema: z.ZodType<T>, text: string): T | Refusal {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? unreadable
  } catch {
    return unreadable
  }
}
