#!/usr/bin/env node
// In the repository the source runs as it is (Node 24 strips the types); what is published runs from dist/.
// CommonJS, as what is published is: Node begins with it sooner (docs/decisions/027-starting-fast.md).
const { existsSync, readFileSync } = require('node:fs')

const source = `${__dirname}/../src/main.ts`
// What npm installed has no source: it is not even looked for.
if (!__dirname.includes('node_modules') && existsSync(source)) fromSource()
else fromBuilt(`${__dirname}/../dist/start.cjs`)

// `require` would look for a file whose place is known, and take longer for it than `latchkey token` has.
function fromBuilt(path) {
  const { runInThisContext } = require('node:vm')
  const start = runInThisContext(readFileSync(path, 'utf8'), path)
  start(require, __dirname, name => import(name))
}

function fromSource() {
  const { enableCompileCache, registerHooks } = require('node:module')
  const { pathToFileURL } = require('node:url')
  if (!process.features.typescript || !registerHooks) {
    process.stderr.write('latchkey: this is a checkout, which needs its own Node. Type: npx latchkey\n')
    process.exit(1)
  }
  // What was stripped and compiled once is not again: half the time to start, a fifth less memory.
  enableCompileCache(`${__dirname}/../../../node_modules/.cache/latchkey`)
  registerHooks({
    resolve: (specifier, context, next) =>
      next(specifier, { ...context, conditions: [...context.conditions, 'latchkey-source'] }),
  })
  import(pathToFileURL(source).href)
}
