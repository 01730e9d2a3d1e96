/** A real server where somebody has been before: the organization acme, its private `pypi:acme`, and a key to it. */
import { join } from 'node:path'
import { emptyFolder } from './folder.ts'
import { latchkeyServer } from './latchkey.ts'
import { type RunningServer, startServer } from './server.ts'

export interface AcmeServer extends RunningServer {
  /** A folder that goes away with the server, for the files of the test. */
  readonly folder: string
  /** Of a key of acme with the role admin that may publish to `pypi:acme` and read it. */
  readonly token: string
}

/** `env` is what the server is started with besides. */
export async function startAcmeServer(env: Record<string, string> = {}): Promise<AcmeServer> {
  const folder = emptyFolder()
  const data = join(folder.path, 'data')
  const server = await startServer({ data, env })

  const token = await furnish({ data, origin: server.origin })
  const stop = async () => {
    await server.stop()
    await folder[Symbol.asyncDispose]()
  }
  return { ...server, folder: folder.path, token, stop, [Symbol.asyncDispose]: stop }
}

export interface Furnished {
  readonly data: string
  readonly origin?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Makes ada, her organization acme and its private `pypi:acme`; gives the text of a key of acme. */
export async function furnish(place: Furnished): Promise<string> {
  await typed(place, 'account create --username ada --email ada@example.com', password)
  await typed(place, 'organization create acme --owner ada')
  await typed(place, 'repository create pypi:acme')
  return typed(place, 'key create --organization acme --role admin --name ci --allow publish,read=pypi:acme')
}

/** Ada's. */
export const password = 'a quiet harbour at dawn'

/** What a command prints on its standard output; throws where it fails. */
export async function typed(place: Furnished, words: string, input = ''): Promise<string> {
  const answer = await latchkeyServer(words.split(' '), { ...place, input })
  if (answer.status !== 0) throw new Error(`latchkey-server ${words}:\n${answer.output}`)
  return answer.stdout.trim()
}
