/**
 * Installs what is missing, so that `npm start` and `npm test` each do all set-up on a machine with only Node and npm.
 * Plain JavaScript without dependencies: it runs before anything is installed, on the Node that the machine has.
 *
 *   node scripts/install.js            the project's packages
 *   node scripts/install.js --tools    also the real clients and the browser that the tests run
 *   node scripts/install.js --rivals   also what `npm run bench` compares with
 */
import { installDebianPackages } from './install/debian-packages.js'
import { installNodePackages } from './install/node-packages.js'
import { unpackDebianPackage } from './install/unpack-debian-package.js'

const wanted = new Set(process.argv.slice(2))

installNodePackages('.')
if (wanted.has('--tools')) {
  installNodePackages('test/node-20')
  installNodePackages('test/node-clients')
  installDebianPackages('tools')
  unpackDebianPackage('rebar3', 'usr/bin/rebar3')
  unpackDebianPackage('docker.io', 'usr/bin/docker')
}
if (wanted.has('--rivals')) {
  installNodePackages('bench')
  installDebianPackages('rivals')
}
