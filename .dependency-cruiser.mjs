/**
 * The floor table: which room may enter which. Arrows point down only; a room is entered by its `index.ts`; pure
 * floors touch no machine. `npm run check` runs it, and the drawing in the README is made from it.
 */

import { builtinModules } from 'node:module'

/** A package's rooms below it, top floor first. */
export const packages = {
  cli: ['client', 'protocol', 'tokens'],
  client: ['protocol', 'tokens'],
  server: ['protocol', 'tokens'],
  protocol: ['tokens'],
  tokens: [],
}

/** The rooms of the server, top floor first, each with the rooms it may enter. */
// biome-ignore format: a table reads best with a room a line
export const rooms = {
  serve: [
    'pages', 'oauth', 'api', 'ecosystems', 'authorizations', 'reach', 'backups', 'upstreams', 'credentials', 'lock-out', 'invitations',
    'logins', 'clients', 'passkeys', 'second-factors', 'keys', 'repositories', 'organizations', 'accounts', 'audit', 'mail', 'limits',
    'access', 'storage', 'http', 'host',
  ],
  pages: [
    'ecosystems', 'authorizations', 'reach', 'lock-out', 'invitations', 'logins', 'clients', 'passkeys', 'second-factors', 'keys', 'repositories',
    'organizations', 'accounts', 'audit', 'limits', 'access', 'http', 'host',
  ],
  oauth: [
    'authorizations', 'credentials', 'logins', 'clients', 'keys', 'organizations', 'accounts', 'audit', 'limits', 'access',
    'storage', 'http', 'host',
  ],
  api: [
    'credentials', 'invitations', 'logins', 'clients', 'second-factors', 'keys', 'repositories', 'organizations', 'accounts',
    'audit', 'limits', 'access', 'storage', 'http', 'host',
  ],
  ecosystems: [
    'upstreams', 'credentials', 'second-factors', 'keys', 'repositories', 'organizations', 'accounts', 'audit', 'limits',
    'access', 'storage', 'http', 'host',
  ],
  authorizations: ['logins', 'clients', 'passkeys', 'second-factors', 'accounts', 'audit', 'limits', 'access', 'storage', 'host'],
  reach: ['credentials', 'logins', 'keys', 'access', 'storage', 'host'],
  credentials: ['logins', 'second-factors', 'limits', 'keys', 'accounts', 'audit', 'access', 'storage', 'http', 'host'],
  'lock-out': ['invitations', 'logins', 'passkeys', 'second-factors', 'keys', 'repositories', 'organizations', 'accounts', 'audit', 'mail', 'limits', 'storage', 'host'],
  invitations: ['organizations', 'accounts', 'audit', 'mail', 'limits', 'storage', 'host'],
  logins: ['clients', 'second-factors', 'keys', 'organizations', 'accounts', 'audit', 'mail', 'access', 'storage', 'host'],
  clients: ['audit', 'access', 'storage', 'host'],
  passkeys: ['second-factors', 'accounts', 'audit', 'mail', 'storage', 'host'],
  'second-factors': ['accounts', 'audit', 'mail', 'limits', 'access', 'storage', 'host'],
  keys: ['organizations', 'accounts', 'audit', 'mail', 'limits', 'access', 'storage', 'host'],
  repositories: ['organizations', 'accounts', 'audit', 'access', 'storage', 'host'],
  organizations: ['accounts', 'audit', 'access', 'storage', 'host'],
  accounts: ['audit', 'mail', 'limits', 'storage', 'host'],
  backups: ['audit', 'upstreams', 'storage', 'host'],
  audit: ['limits', 'access', 'storage', 'host'],
  mail: ['storage', 'http', 'host'],
  upstreams: ['http', 'host'],
  limits: ['host'],
  access: [],
  storage: ['host'],
  http: ['host'],
  host: [],
}

/** The rooms of the client, top floor first, each with the rooms it may enter. Beside them lie the words all of them use. */
// biome-ignore format: a table reads best with a room a line
export const clientRooms = {
  'auth-client': [
    'login', 'step-up', 'preflight', 'exchange', 'refresh', 'resolve', 'status', 'override', 'attenuation', 'oauth', 'api',
    'registry', 'single-flight', 'stores', 'http',
  ],
  control: ['override', 'status', 'http'],
  override: ['status', 'http'],
  'step-up': ['preflight', 'api', 'oauth', 'registry', 'http'],
  preflight: ['api', 'oauth', 'registry', 'http'],
  status: ['api', 'oauth', 'registry', 'http'],
  login: ['refresh', 'oauth', 'registry', 'single-flight', 'stores', 'http'],
  exchange: ['refresh', 'oauth', 'registry', 'single-flight', 'stores', 'http'],
  refresh: ['oauth', 'registry', 'single-flight', 'stores', 'http'],
  resolve: ['registry', 'stores', 'http'],
  attenuation: ['registry', 'http'],
  api: ['oauth', 'registry', 'http'],
  oauth: ['registry', 'single-flight', 'stores', 'http'],
  stores: ['single-flight'],
  'single-flight': [],
  registry: ['http'],
  http: [],
}

/** The rooms of the command, top floor first, each with the rooms it may enter. */
// biome-ignore format: a table reads best with a room a line
export const cliRooms = {
  commands: ['completion', 'exec', 'setup', 'helpers', 'doctor', 'keys', 'accounts', 'registries', 'narrowing', 'desk'],
  completion: [],
  exec: ['registries', 'narrowing', 'desk'],
  setup: ['registries', 'narrowing', 'desk'],
  helpers: ['registries', 'narrowing', 'desk'],
  doctor: ['registries', 'desk'],
  keys: ['registries', 'narrowing', 'desk'],
  accounts: ['registries', 'desk'],
  registries: ['desk'],
  narrowing: [],
  desk: [],
  'kept-code': [],
}

const room = name => `^packages/server/src/${name}/`
const clientRoom = name => `^packages/client/src/${name}/`
const cliRoom = name => `^packages/cli/src/${name}/`
const below = (name, floors) =>
  floors[name].map(each => (floors === rooms ? room(each) : `^packages/${each}/`))
const tests = '(\\.test\\.ts$|\\.contract\\.ts$|/testing(/|\\.ts$))'

const floors = [
  ...Object.keys(packages).map(name => ({
    name: `${name} enters only the packages below it`,
    severity: 'error',
    from: { path: `^packages/${name}/`, pathNot: tests },
    to: { path: '^packages/', pathNot: [`^packages/${name}/`, ...below(name, packages)] },
  })),
  ...Object.keys(rooms).map(name => ({
    name: `${name} enters only the rooms below it`,
    severity: 'error',
    from: { path: room(name), pathNot: tests },
    to: { path: '^packages/server/src/', pathNot: [room(name), ...below(name, rooms)] },
  })),
  ...Object.entries(clientRooms).map(([name, lower]) => ({
    name: `${name} of the client enters only the rooms below it`,
    severity: 'error',
    from: { path: clientRoom(name), pathNot: tests },
    to: { path: '^packages/client/src/[^/]+/', pathNot: [clientRoom(name), ...lower.map(clientRoom)] },
  })),
  ...Object.entries(cliRooms).map(([name, lower]) => ({
    name: `${name} of the command enters only the rooms below it`,
    severity: 'error',
    from: { path: cliRoom(name), pathNot: tests },
    to: { path: '^packages/cli/src/[^/]+/', pathNot: [cliRoom(name), ...lower.map(cliRoom)] },
  })),
]

const doors = [
  {
    name: 'a room of the server is entered by its index.ts',
    severity: 'error',
    from: { path: '^packages/server/src/([^/]+)/', pathNot: tests },
    to: {
      path: '^packages/server/src/[^/]+/',
      pathNot: ['^packages/server/src/$1/', '^packages/server/src/[^/]+/index\\.ts$'],
    },
  },
  {
    name: 'a room of the client is entered by its index.ts',
    severity: 'error',
    from: { path: '^packages/client/src/([^/]+)/', pathNot: tests },
    to: {
      path: '^packages/client/src/[^/]+/',
      pathNot: ['^packages/client/src/$1/', '^packages/client/src/[^/]+/index\\.ts$'],
    },
  },
  {
    name: 'a room of the command is entered by its index.ts',
    severity: 'error',
    from: { path: '^packages/cli/src/([^/]+)/', pathNot: tests },
    to: {
      path: '^packages/cli/src/[^/]+/',
      pathNot: ['^packages/cli/src/$1/', '^packages/cli/src/[^/]+/index\\.ts$'],
    },
  },
]

const pure = [
  {
    name: 'tokens and protocol touch no machine (they may hash, and parse what was typed)',
    severity: 'error',
    from: { path: '^packages/(tokens|protocol)/src/', pathNot: tests },
    to: { dependencyTypes: ['core'], pathNot: '^(node:)?(crypto|util)$' },
  },
  {
    name: 'inspect runs in a browser',
    severity: 'error',
    from: { path: '^packages/tokens/src/inspect\\.ts$' },
    to: { path: `^(node:)?(${builtinModules.join('|')})$`, reachable: true },
  },
  {
    name: 'tokens depends on nothing',
    severity: 'error',
    from: { path: '^packages/tokens/src/', pathNot: tests },
    to: { dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg'] },
  },
  {
    name: 'access is pure',
    severity: 'error',
    from: { path: room('access'), pathNot: tests },
    to: { dependencyTypes: ['core', 'npm'] },
  },
]

const general = [
  { name: 'no circles', severity: 'error', from: {}, to: { circular: true } },
  {
    name: 'no orphans',
    severity: 'error',
    from: {
      orphan: true,
      path: '^packages/',
      pathNot: [tests, '/bin/', '/dist/', '/vectors/', '/mutation/', '/assets/'],
    },
    to: {},
  },
  {
    name: 'nothing that cannot be resolved',
    severity: 'error',
    from: { pathNot: '/bin/' },
    to: { couldNotResolve: true },
  },
]

export default {
  forbidden: [...floors, ...doors, ...pure, ...general],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^packages/[^/]+/dist/|/\\.stryker-tmp/)' },
    enhancedResolveOptions: {
      conditionNames: ['latchkey-source', 'import', 'node', 'default'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.js', '.mjs'],
    },
  },
}
