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

  async function typed(words: string, input = ''): Promise<string> {
    const answer = await latchkeyServer(words.split(' '), { data, origin: server.origin, input })
    if (answer.status !== 0) throw new Error(`latchkey-server ${words}:\n${answer.output}`)
    return answer.stdout.trim()
  }

  await typed('account create --username ada --email ada@example.com', 'a quiet harbour at dawn')
  await typed('organization create acme --owner ada')
  await typed('repository create pypi:acme')
  const token = await typed(
    'key create --organization acme --role admin --name ci --allow publish,read=pypi:acme',
  )
  const stop = async () => {
    await server.stop()
    await folder[Symbol.asyncDispose]()
  }
  return { ...server, folder: folder.path, token, stop, [Symbol.asyncDispose]: stop }
}
