/** `hex_cli_auth:with_api`: a call is made again with a one-time code where the server asks for one, three times at most. */
import type { HexAnswer } from './hex-client.ts'

export type Outcome =
  | { readonly result: 'answered'; readonly answer: HexAnswer }
  | { readonly result: 'otp_cancelled' | 'otp_max_retries' }

/** What was asked of the person, in the client's own words. */
export interface Prompts {
  readonly asked: string[]
  /** The next code; nothing where they give up. */
  code(): string | undefined
}

/** The codes that somebody types, one after the other. */
export function typing(...codes: readonly string[]): Prompts {
  const left = [...codes]
  const asked: string[] = []
  return { asked, code: () => left.shift() }
}

/** `call` runs at most four times: bare, and with each of three codes. */
export async function withApi(
  prompts: Prompts,
  call: (otp: string | undefined) => Promise<HexAnswer>,
): Promise<Outcome> {
  let otp: string | undefined
  for (let given = 0; ; given += 1) {
    const answer = await call(otp)
    const prompt = promptFor(answer)
    if (prompt === undefined) return { result: 'answered', answer }
    if (given === 3) return { result: 'otp_max_retries' }
    prompts.asked.push(prompt)
    otp = prompts.code()
    if (otp === undefined) return { result: 'otp_cancelled' }
  }
}

/** The client looks at the beginning of the challenge, byte by byte: any other order or spacing is none to it. */
function promptFor({ status, headers }: HexAnswer): string | undefined {
  if (status !== 401) return undefined
  const challenge = headers['www-authenticate'] ?? ''
  if (challenge.startsWith('Bearer realm="hex", error="totp_required"')) return 'Enter OTP code:'
  if (challenge.startsWith('Bearer realm="hex", error="invalid_totp"'))
    return 'Invalid OTP code. Please try again:'
  return undefined
}
