/** How the text of a setting is read. What it may not be is said by what to write instead. */
import { isIP } from 'node:net'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { z } from 'zod'
import { createSigner } from '../../ecosystems/index.ts'
import { isLoopback } from '../../host/index.ts'
import { readSender, readSmtpServer } from '../../mail/index.ts'
import { parseMasterKeys } from '../master-key-text.ts'
import { parseSecondFactorKey } from '../second-factor-key-text.ts'

/** `8MiB`, `1GiB`, or plain bytes. */
export const size = z.string().transform((text, context) => {
  const match = /^(\d{1,15})\s*(B|KiB|MiB|GiB|TiB)?$/.exec(text.trim())
  if (!match) return wrong(context, 'write a number of bytes, or 512MiB, 2GiB')
  return Number(match[1]) * 1024 ** ['B', 'KiB', 'MiB', 'GiB', 'TiB'].indexOf(match[2] ?? 'B')
})

const daysHint = 'write a number of days, 1 to 36500'

export const days = z
  .string()
  .regex(/^\d{1,5}$/, daysHint)
  .transform(Number)
  .refine(value => value >= 1 && value <= 36_500, daysHint)

const portHint = 'write a port number, 0 to 65535 (0: any free one)'

export const port = z
  .string()
  .regex(/^\d{1,5}$/, portHint)
  .transform(Number)
  .refine(value => value <= 65_535, portHint)

export interface ListenPlace {
  readonly host: string
  readonly port?: number
}

/** An address, IPv6 in brackets, and perhaps a port: `0.0.0.0`, `[::1]:7420`. */
export const place = z.string().transform((text, context): ListenPlace => {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/.exec(text.trim()) ?? []
  const host = bracketed ?? (plain === 'localhost' ? '127.0.0.1' : plain)
  if (host === undefined || isIP(host) === 0 || Number(digits ?? 0) > 65_535)
    return wrong(context, 'write an address and perhaps a port: 127.0.0.1:7420, 0.0.0.0, [::]:7420')
  return digits === undefined ? { host } : { host, port: Number(digits) }
})

/** An origin as browsers write it (RFC 6454 section 6.2): scheme, host, port and nothing more. */
export const origin = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const more = url && (url.username || url.search || url.hash || url.pathname !== '/')
  if (!url || more || !/^https?:$/.test(url.protocol))
    return wrong(context, 'write scheme and host and nothing more: https://packages.example.com')
  return url.origin
})

/** From where the program was started, absolute. */
export const path = z.string().transform(text => resolve(text))

/** Which engine it names is told by its scheme; it may hold a password, so it is never repeated. */
export const database = z
  .string()
  .regex(/^(?:postgres|postgresql):\/\/|^sqlite:./, 'write postgres://USER@HOST/DATABASE, or sqlite:PATH')
  .transform(text => new Secret(text))

/** Kept as text, so that nothing that prints a configuration prints a key. */
export const masterKeys = z.string().transform((text, context) => {
  const read = parseMasterKeys(text)
  return refused(read) ? wrong(context, read.message) : new Secret(text)
})

export const secondFactorKey = z.string().transform((text, context) => {
  const read = parseSecondFactorKey(text)
  return refused(read) ? wrong(context, read.message) : new Secret(text)
})

/** Nobody on the way may learn what is fetched; only on this machine is that so without TLS. */
export const hexRepository = z.string().transform((text, context) => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname))
  const address = url === undefined ? '' : `${url.origin}${url.pathname}`.replace(/\/$/, '')
  return safe && address === text.replace(/\/$/, '')
    ? address
    : wrong(context, 'write an address that begins with https and is nothing more than a path')
})

export const hexSigningKey = z.string().transform((text, context) => {
  const read = createSigner(new Secret(text))
  return refused(read) ? wrong(context, read.message) : new Secret(text)
})

const mailServerHint =
  'write smtps://USER:PASSWORD@HOST or smtp://USER:PASSWORD@HOST:587, what is neither letter nor digit as %XX'

export const mailServer = z
  .string()
  .transform((text, context) => readSmtpServer(text) ?? wrong(context, mailServerHint))

export const mailSender = z.string().transform((text, context) => {
  const sender = readSender(text)
  return refused(sender) ? wrong(context, 'write NAME <name@example.com>, or the address alone') : sender
})

export const networks = z.string().transform((text, context) => {
  const list = text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')
  const none = list.find(each => !isNetwork(each))
  return none === undefined
    ? list
    : wrong(context, `"${none}" is no network; write 10.0.0.0/8, 2001:db8::/32`)
})

export const rate = z
  .string()
  .regex(/^\d{1,9}$/, 'write a number of requests a minute, or 0 for any number')
  .transform(Number)

/** Milliseconds. */
export const seconds = z
  .string()
  .regex(/^(?:\d|1[0-5])$/, 'write a number of seconds, 0 to 15')
  .transform(text => Number(text) * 1000)

const units = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const

/** Milliseconds, of `90s`, `20m`, `12h`, `30d`; from one second to `longest`. */
export function life(longest: string) {
  return z.string().transform((text, context) => {
    const milliseconds = millisecondsIn(text)
    return milliseconds !== undefined && milliseconds > 0 && milliseconds <= (millisecondsIn(longest) ?? 0)
      ? milliseconds
      : wrong(context, `write seconds, minutes, hours or days: 90s, 20m, 12h, 7d; at most ${longest}`)
  })
}

function millisecondsIn(text: string): number | undefined {
  const [, count, unit] = /^(\d{1,9})([smhd])$/.exec(text.trim()) ?? []
  return unit === undefined ? undefined : Number(count) * units[unit as keyof typeof units]
}

/** `auto` is one for each core that this process may use. */
export const processes = z.string().transform((text, context) => {
  const count = text === 'auto' ? availableParallelism() : Number(text)
  return Number.isInteger(count) && count >= 1 && count <= 256
    ? count
    : wrong(context, 'write a number from 1 to 256, or auto')
})

export const logLevel = z.enum(['debug', 'info', 'warn', 'error', 'silent'])

function isNetwork(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const version = isIP(address)
  return version !== 0 && Number(bits ?? 0) <= (version === 6 ? 128 : 32)
}

function wrong(context: z.RefinementCtx, message: string): never {
  context.addIssue({ code: 'custom', message })
  return z.NEVER
}
