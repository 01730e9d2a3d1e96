/** The last thing that happens to a line of the log: what could open a door is taken out, wherever it stands. */

/**
 * Every secret that is made here carries 256 random bits (43 characters of base64url) or is a macaroon, which is longer.
 * Ids have 22 characters. Digests of published files are no secrets, and what an operator may look for.
 */
const longRuns = /\b[\w%-]{40,}/g
const digest = /^(?:[0-9a-f]{64}|[0-9a-f]{128})$/

/** `postgres://latchkey:hunter2@db.example.com` */
const userinfo = /(:\/\/)[^\s"/@]+@/g

/** The values of a query, in an address of any kind. */
const query = /([?&][\w.~%-]+=)[^\s"\\&]+/g

const redacted = '[redacted]'

/** The same JSON line: what replaces a text needs no escape. */
export function redactLine(line: string): string {
  return line
    .replace(longRuns, run => (digest.test(run) ? run : redacted))
    .replace(userinfo, `$1${redacted}@`)
    .replace(query, `$1${redacted}`)
}
