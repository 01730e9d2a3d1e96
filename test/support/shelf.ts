/** A registry of what no Latchkey serves yet: files for whoever brings a token, and a note of everything that was asked. */
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'

export interface Shelf extends AsyncDisposable {
  readonly origin: string
  readonly asked: { readonly path: string; readonly authorization: string | undefined }[]
}

export interface OnShelf {
  /** Served below `/`. */
  readonly folder: string
  /** What a 401 asks for; nobody is asked for anything unless told. */
  readonly challenge?: string
  /** What files are said to be. */
  readonly type?: string
}

export async function startShelf({
  folder,
  challenge,
  type = 'application/octet-stream',
}: OnShelf): Promise<Shelf> {
  const asked: { path: string; authorization: string | undefined }[] = []
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const { authorization } = request.headers
    asked.push({ path: pathname, authorization })
    if (challenge !== undefined && authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': challenge }).end()
      return
    }
    const file = await readFile(join(folder, normalize(decodeURIComponent(pathname)))).catch(() => undefined)
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': type }).end(file)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://localhost:${(server.address() as AddressInfo).port}`,
    asked,
    [Symbol.asyncDispose]: () => new Promise<void>(resolve => server.close(() => resolve())),
  }
}

/** The token in a request, however it was carried. */
export function tokenIn({ authorization = '' }: { readonly authorization: string | undefined }): string {
  const [scheme = '', value] = authorization.split(' ')
  // cargo sends nothing but the token.
  if (value === undefined) return scheme
  return scheme.toLowerCase() === 'basic'
    ? (Buffer.from(value, 'base64').toString().split(':')[1] ?? '')
    : value
}
