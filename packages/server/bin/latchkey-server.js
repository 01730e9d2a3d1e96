#!/usr/bin/env node
// In the repository the source runs as it is (Node 24 strips the types); what is published runs from dist/.
import { existsSync } from 'node:fs'
import * as module from 'node:module'
import { fileURLToPath } from 'node:url'

const source = new URL('../src/serve/main.ts', import.meta.url)
if (existsSync(source)) {
  if (!process.features.typescript || !module.registerHooks) {
    process.stderr.write(
      'latchkey-server: this is a checkout, which needs its own Node. Type: npx latchkey-server\n',
    )
    process.exit(1)
  }
  // What was stripped and compiled once is not again: half the time to start, a fifth less memory.
  module.enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/latchkey', import.meta.url)))
  module.registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, 'latchkey-source'] }),
  })
  await import(source.href)
} else {
  await import('../dist/serve/main.js')
}
