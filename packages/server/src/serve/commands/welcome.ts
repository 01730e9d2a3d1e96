/** What a start prints: where the server is, and what to do next. */

export interface Place {
  readonly origin: string
  /** The one-time link for the first administrator; absent once there is an account. */
  readonly setUp: string | undefined
  readonly data: string
}

/** `way` is what to type where the browser is on another machine. */
export function welcome({ origin, setUp, data }: Place, way?: string): string {
  const next = setUp === undefined ? `  Sign in: ${origin}/login\n` : firstSteps(setUp)
  const there =
    way === undefined ? '' : `\n  If your browser is on another machine, type there first: ${way}\n`
  return `\nLatchkey is at ${origin}, its data in ${data}.\n\n${next}${there}\nCtrl-C stops it.\n`
}

function firstSteps(setUp: string): string {
  return `  Set up the first administrator: ${setUp}
  (the link works once, for a day)

Then there or, beside the running server, in another terminal:

  npx latchkey-server organization create acme --owner YOU
  npx latchkey-server repository create pypi:acme
  npx latchkey-server key create --account YOU --name laptop --allow publish,read=pypi:acme
`
}
