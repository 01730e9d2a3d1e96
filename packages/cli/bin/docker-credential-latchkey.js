#!/usr/bin/env node
// What docker runs for `"credHelpers": { "packages.example.com": "latchkey" }`.
process.argv.splice(2, 0, 'helper', 'docker')
require('./latchkey.js')
