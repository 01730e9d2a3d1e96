#!/usr/bin/env node
// What git runs for `credential.helper = latchkey` (gitcredentials(7)).
process.argv.splice(2, 0, 'helper', 'git')
require('./latchkey.js')
