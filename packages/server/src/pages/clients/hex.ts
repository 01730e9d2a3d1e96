/** mix and rebar3, told where a repository is. What they fetch they believe by a public key, which a person compares. */
import type { Words } from '../catalogue/index.ts'
import type { ClientSetup, ClientStep, EcosystemClients, Place, Use } from './client-setup.ts'
import { logIn, run, runWithKey } from './latchkey.ts'

const publish = 'mix hex.publish'

export const hex: EcosystemClients = {
  names: ['mix', 'rebar3'],

  withLogin: (words, place) => {
    const repository = repositoryOf(place)
    const { clients: say } = words
    const { theCommand: what } = say
    const { origin } = place
    return [
      {
        title: say.withLogin(repository),
        steps: [
          logIn(words, place),
          whose(words, place),
          run(words, repository, say.uploadBuilt('mix'), publish),
        ],
      },
      {
        title: say.installWith(repository, 'mix'),
        steps: [
          publicKey(words, place),
          { say: say.next, what, text: addRepository(place) },
          { say: say.hexLogsIn, what, text: `mix hex.config api_url ${origin}/hex/api\nmix hex.user auth` },
        ],
      },
    ]
  },

  withKey: (words, use) => [
    ...(use.may.has('publish') ? [mixPublish(words, use)] : []),
    ...(use.may.has('read') ? [mixFetch(words, use), rebar3(words, use)] : []),
    ...(use.may.has('publish')
      ? [runWithKey(words, { origin: use.origin, repository: repositoryOf(use) }, `${publish} --yes`)]
      : []),
  ],

  install: ({ clients: say, packages }, { organization, package: name, version = '0.0' }) => [
    {
      ...{ say: packages.intoMixExs, what: say.theLine },
      text: `{:${name}, "~> ${version}", repo: "${organization}"}`,
    },
  ],
}

function mixPublish(words: Words, use: Use): ClientSetup {
  const { clients: say } = words
  const lines = [
    `export HEX_API_URL=${use.origin}/hex/api`,
    'export HEX_API_KEY=$(cat key.txt)',
    `${publish} --yes`,
  ]
  return {
    title: say.uploadWith(repositoryOf(use), 'mix'),
    steps: [
      whose(words, use),
      keyFile(words, use),
      { say: say.next, what: say.theCommand, text: lines.join('\n') },
    ],
  }
}

function mixFetch(words: Words, use: Use): ClientSetup {
  const { clients: say } = words
  const text = `${addRepository(use)} --auth-key "$(cat key.txt)"`
  return {
    title: say.installWith(repositoryOf(use), 'mix'),
    steps: [publicKey(words, use), keyFile(words, use), { say: say.next, what: say.theCommand, text }],
  }
}

/** rebar3 takes the public key from its configuration: a person puts its lines there. */
function rebar3(words: Words, use: Use): ClientSetup {
  const { clients: say } = words
  const { origin, organization, token } = use
  const configuration = [
    '{hex, [{repos, replace, [',
    '    #{name => <<"latchkey">>,',
    `      api_url => <<"${origin}/hex/api">>,`,
    `      repo_url => <<"${origin}/hex/repo">>,`,
    '      repo_public_key => <<"-----BEGIN PUBLIC KEY-----',
    '...',
    '-----END PUBLIC KEY-----',
    '">>},',
    `    #{name => <<"latchkey:${organization}">>},`,
    '    #{name => <<"hexpm">>}',
    ']}]}.',
  ]
  return {
    title: say.installWith(repositoryOf(use), 'rebar3'),
    steps: [
      publicKey(words, use),
      {
        say: say.publicKeyInto('~/.config/rebar3/rebar.config'),
        what: say.theFile('rebar.config'),
        text: configuration.join('\n'),
      },
      {
        say: say.putInto('~/.config/rebar3/hex.config'),
        what: say.theFile('hex.config'),
        text: `#{<<"latchkey:${organization}">> => #{repo_key => <<"${token}">>}}.`,
      },
    ],
  }
}

function whose({ clients: say }: Words, { organization }: Place): ClientStep {
  const text = `package: [organization: "${organization}", licenses: ["Apache-2.0"], links: %{}]`
  return { say: say.sayWhose('mix.exs'), what: say.theLine, text }
}

function publicKey({ clients: say }: Words, { origin }: Place): ClientStep {
  const lines = [
    `curl -sS --fail-with-body -o latchkey.pem ${origin}/hex/repo/public_key`,
    'openssl pkey -pubin -in latchkey.pem -outform DER | openssl dgst -sha256',
  ]
  return { say: say.publicKey, what: say.theCommand, text: lines.join('\n') }
}

function keyFile({ clients: say }: Words, { token }: Use): ClientStep {
  return { say: say.putInto('key.txt'), what: say.theFile('key.txt'), text: token }
}

function addRepository({ origin, organization }: Place): string {
  return `mix hex.repo add ${organization} ${origin}/hex/repo/repos/${organization} --public-key latchkey.pem`
}

function repositoryOf({ organization }: Place): string {
  return `hex:${organization}`
}
