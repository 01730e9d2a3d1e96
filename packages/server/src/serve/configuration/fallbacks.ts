/** Which repository sends its clients to which public index, as text: `{"pypi:acme": "https://pypi.org/simple/"}`. */
import { z } from 'zod'
import type { Fallbacks } from '../../ecosystems/index.ts'
import { isLoopback } from '../../host/index.ts'
import { parseJson } from './parse-json.ts'

const format = z.record(
  z
    .string()
    .regex(
      /^pypi:(?:\*|[a-z0-9][a-z0-9-]{0,38})$/,
      'name pypi:acme, or pypi:* for all; no other ecosystem has fallbacks',
    ),
  z
    .string()
    .refine(isIndex, 'the address of an index is https, and nothing more than a path that ends with a slash'),
)

export const fallbacks = z.string().transform((text, context): Fallbacks => {
  const read = format.safeParse(parseJson(text))
  if (read.success) return read.data
  const [issue] = read.error.issues
  const message = issue?.code === 'invalid_key' ? issue.issues[0]?.message : issue?.message
  const where = issue?.path.join('') ?? ''
  context.addIssue({ code: 'custom', message: where === '' ? form : `"${where}": ${message}` })
  return z.NEVER
})

const form = 'write {"pypi:acme": "https://pypi.org/simple/"}'

/** What is fetched there is installed, so nobody on the way may change it; only on this machine is that so without TLS. */
function isIndex(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url === undefined || !url.pathname.endsWith('/')) return false
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname))
  return safe && address === `${url.origin}${url.pathname}`
}
