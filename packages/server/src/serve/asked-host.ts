/** By which name a request asks for this server. Nothing is made from it: it decides whether to answer at all. */
import { refused } from '@latchkey/tokens'
import type { RawRequest } from '../http/index.ts'

export interface AskedHost {
  /** In lower case, as sent: `localhost:7420`. */
  readonly host: string
  /** `localhost`, `[::1]` */
  readonly name: string
  readonly port: string | undefined
}

/** Nothing for none, and for two. */
export function askedHost({ headers }: Pick<RawRequest, 'headers'>): AskedHost | undefined {
  const sent = headers.one('host')
  if (sent === undefined || refused(sent)) return undefined
  const host = sent.toLowerCase()
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(host) ?? []
  return { host, name, port }
}
