/** Every setting, once: its name, what it means, its default and how its text is read. */
import { isIP } from 'node:net'
import { z } from 'zod'

/** `8MiB`, `1GiB`, or plain bytes. */
const size = z.string().transform((text, context) => {
  const match = /^(\d{1,15})\s*(B|KiB|MiB|GiB|TiB)?$/.exec(text.trim())
  if (!match) {
    context.addIssue({ code: 'custom', message: 'write a number of bytes, or 512MiB, 2GiB' })
    return z.NEVER
  }
  return Number(match[1]) * 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(match[2] ?? 'B')
})

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'write a port number, 0 to 65535 (0: any free one)')
  .transform(Number)
  .refine(value => value <= 65_535, 'write a port number, 0 to 65535 (0: any free one)')

/** An origin as browsers write it (RFC 6454 section 6.2): scheme, host, port and nothing more. */
const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (
    !url ||
    !/^https?:$/.test(url.protocol) ||
    url.username ||
    url.search ||
    url.hash ||
    url.pathname !== '/'
  ) {
    context.addIssue({
      code: 'custom',
      message: 'write scheme and host and nothing more: https://packages.example.com',
    })
    return z.NEVER
  }
  return url.origin
})

/** Which engine it names is told by its scheme; it may hold a password, so it is never repeated. */
const database = z
  .string()
  .regex(/^(?:postgres|postgresql):\/\/|^sqlite:./, 'write postgres://USER@HOST/DATABASE, or sqlite:PATH')

const networks = z.string().transform((text, context) => {
  const list = text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')
  for (const each of list)
    if (isIP(each.split('/')[0] ?? '') === 0)
      context.addIssue({
        code: 'custom',
        message: `"${each}" is no network; write 10.0.0.0/8, 2001:db8::/32`,
      })
  return list
})

/** The one schema. The environment gives each setting as text; an empty text counts as unset. */
export const settings = {
  PORT: port.default(7420).describe('Port to listen on, at 127.0.0.1.'),
  LATCHKEY_ORIGIN: origin
    .optional()
    .describe('The one public origin: every link, audience and issuer. Default: http://localhost:PORT.'),
  LATCHKEY_DATA: z
    .string()
    .default('./data')
    .describe('Folder of the database, the master keys and the files.'),
  LATCHKEY_DATABASE: database
    .optional()
    .describe('postgres://... for PostgreSQL. Default: SQLite in the data folder.'),
  LATCHKEY_TRUSTED_PROXIES: networks
    .default([])
    .describe('Networks of the proxies whose X-Forwarded-For is believed, with commas between.'),
  LATCHKEY_UPLOAD_LIMIT: size
    .default(1024 ** 3)
    .describe('Largest file that may be published: 512MiB, 2GiB.'),
  LATCHKEY_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('warn')
    .describe('Least level that is logged, as JSON lines on standard error.'),
} as const
