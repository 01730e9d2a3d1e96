#!/usr/bin/env node
// What git runs for `credential.helper = latchkey` (gitcredentials(7)).
process.argv.splice(2, 0, 'helper', 'git')
if (__dirname.includes('node_modules')) {
  // What latchkey.js does: finding that would take a twentieth of the time.
  const { readFileSync } = require('node:fs')
  const { runInThisContext } = require('node:vm')
  const path = `${__dirname}/../dist/start.cjs`
  runInThisContext(readFileSync(path, 'utf8'), path)(require, __dirname, name => import(name))
} else require('./latchkey.js')
