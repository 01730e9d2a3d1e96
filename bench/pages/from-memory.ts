/** The rival: a bare Hono route behind the same listener, which answers with HTML that it has in its memory. */
import { randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { listen, toFetchHandler } from '../../packages/server/src/http/index.ts'
import { reportUsage } from '../servers/usage.ts'

const bytes = Number(process.argv[2])
const paragraph = '<p>As long as a page of ours, and nothing was asked or decided for it.</p>\n'
const page = paragraph.repeat(Math.ceil(bytes / paragraph.length)).slice(0, bytes)
const app = new Hono().get('/', context => context.html(page))

const listener = await listen({
  handle: async request =>
    toFetchHandler(async each => app.fetch(each), { origin, bodyLimit: 1000 })(request),
  ...{ host: '127.0.0.1', port: 0, trustedProxies: [], random: randomBytes, uploadLimit: 1000 },
  log: { warn: () => undefined, error: () => undefined },
  clock: { now: Date.now, monotonic: () => performance.now() },
})
const origin = `http://localhost:${listener.port}`
reportUsage({ origin })
