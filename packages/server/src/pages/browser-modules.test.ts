/** Modules for the browser: whole, named by their content, and with nothing of Node behind them. */
import { expect, test } from 'vitest'
import { serveAsset } from './assets.ts'
import { browserModule, findBrowserModule } from './browser-modules.ts'

const imported = /^(?:import|export)\s[^'"=()]*\bfrom\s*'([^']+)'/gm

/** A module and all that it imports, by their paths. */
async function graphOf(
  path: string,
  known = new Map<string, string>(),
): Promise<ReadonlyMap<string, string>> {
  if (known.has(path)) return known
  const answer = serveAsset(path)
  expect(answer?.headers.get('content-type'), path).toBe('text/javascript; charset=utf-8')
  const content = (await answer?.text()) ?? ''
  known.set(path, content)
  for (const [, next = ''] of content.matchAll(imported)) await graphOf(next, known)
  return known
}

test.each(['inspect-token', 'words.en', 'words.de'] as const)(
  '%s is served with all that it imports, and imports nothing that is not served',
  async entry => {
    const path = browserModule(entry)
    expect(path).toMatch(/^\/assets\/modules\/in-browser\.[0-9a-f]{12}\.js$/)
    const graph = await graphOf(path)
    expect(graph.size).toBeGreaterThan(3)
    for (const [at, content] of graph) {
      expect(at).toMatch(/^\/assets\/modules\//)
      expect(content, at).not.toMatch(/^import\s+type|:\s*string\b|node:/m)
    }
  },
)

test('a path of another content, or of another file of this server, is no module', () => {
  const path = browserModule('words.en')
  expect(findBrowserModule(path)?.path).toBe(path)
  for (const other of [path.replace(/\.[0-9a-f]{12}\./, '.000000000000.'), '/assets/modules/../routes.ts'])
    expect(findBrowserModule(other)).toBeUndefined()
})
