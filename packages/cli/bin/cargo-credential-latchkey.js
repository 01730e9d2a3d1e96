#!/usr/bin/env node
// What cargo runs for `credential-provider = "cargo-credential-latchkey"`: with --cargo-plugin, and no other words.
process.argv.splice(2, 0, 'helper', 'cargo')
require('./latchkey.js')
