/** Every command of `latchkey`, as its help shows them: one line each; the file behind it is loaded when it is typed. */
import { type Chapter, type Listed, listed } from '@latchkey/protocol/command'

export const chapters: readonly Chapter[] = [
  {
    title: 'Accounts',
    commands: [
      listed(
        'login',
        'Log in to a registry',
        () => import('./login.ts'),
        'latchkey login https://packages.example.com',
      ),
      listed('logout', 'End a login', () => import('./logout.ts'), 'latchkey logout'),
      listed('status', 'Say how every login is', () => import('./status.ts'), 'latchkey status'),
      listed('whoami', 'Say who the registry takes you for', () => import('./whoami.ts'), 'latchkey whoami'),
      listed(
        'switch',
        'Choose which registry and account are used',
        () => import('./switch.ts'),
        'latchkey switch packages.example.com',
      ),
      listed(
        'organization auth',
        'Use a key of an organization for its repositories',
        () => import('./organization-auth.ts'),
      ),
      listed('step-up', 'Give a one-time code before it is asked for', () => import('./step-up.ts')),
    ],
  },
  {
    title: 'Tokens',
    commands: [
      listed(
        'token',
        'Print the token in use',
        () => import('./token.ts'),
        'latchkey token --for pypi:acme/widget --expires 5m',
      ),
      listed(
        'token inspect',
        'Say what a token is and what it may do',
        () => import('./token-inspect.ts'),
        'latchkey token inspect < token.txt',
      ),
      listed(
        'token attenuate',
        'Make a narrower token from a token, offline',
        () => import('./token-attenuate.ts'),
        'latchkey token attenuate --expires 15m --package pypi:acme/widget < token.txt',
      ),
      listed('token burn', 'Kill a token that leaked', () => import('./token-burn.ts')),
      listed('may', 'Say whether something would be allowed', () => import('./may.ts')),
    ],
  },
  {
    title: 'Keys',
    commands: [
      listed('key create', 'Make a key of yours, and print its text once', () => import('./key-create.ts')),
      listed('key list', 'List your keys', () => import('./key-list.ts')),
      listed('key tighten', 'Hold a key of yours to more than it was', () => import('./key-tighten.ts')),
      listed('key rotate', 'Put another key in the place of one of yours', () => import('./key-rotate.ts')),
      listed('key revoke', 'End keys of yours', () => import('./key-revoke.ts')),
      listed(
        'organization key ORG create',
        'Make a key of an organization',
        () => import('./organization-key-create.ts'),
      ),
      listed(
        'organization key ORG list',
        'List the keys of an organization',
        () => import('./organization-key-list.ts'),
      ),
      listed(
        'organization key ORG tighten',
        'Hold a key of an organization to more than it was',
        () => import('./organization-key-tighten.ts'),
      ),
      listed(
        'organization key ORG rotate',
        'Put another key in the place of one of an organization',
        () => import('./organization-key-rotate.ts'),
      ),
      listed(
        'organization key ORG revoke',
        'End keys of an organization',
        () => import('./organization-key-revoke.ts'),
      ),
    ],
  },
  {
    title: 'Clients',
    commands: [
      listed(
        'exec',
        'Run a client with a token for what it is about to do',
        () => import('./exec.ts'),
        'latchkey exec -- twine upload dist/*',
      ),
      listed(
        'setup',
        'Point a client at a repository',
        () => import('./setup.ts'),
        'latchkey setup twine --repository pypi:acme',
      ),
      listed('helper cargo', 'Answer cargo, which asks for a credential', () => import('./helper-cargo.ts')),
      listed(
        'helper docker',
        'Answer docker, which asks for a credential',
        () => import('./helper-docker.ts'),
      ),
      listed('helper git', 'Answer git, which asks for a credential', () => import('./helper-git.ts')),
      listed('helper pip', 'Answer pip or uv, which ask a keyring', () => import('./helper-pip.ts')),
    ],
  },
  {
    title: 'Trouble',
    commands: [
      listed(
        'explain',
        'Say which credential is used, and why',
        () => import('./explain.ts'),
        'latchkey explain pypi:acme',
      ),
      listed(
        'doctor',
        'Look for what is wrong here, and how to mend it',
        () => import('./doctor.ts'),
        'latchkey doctor --fix',
      ),
    ],
  },
  {
    title: 'Shell',
    commands: [
      listed(
        'completion',
        'Let a shell complete what is typed',
        () => import('./completion.ts'),
        'source <(latchkey completion bash)',
      ),
    ],
  },
]

export const commands: readonly Listed[] = chapters.flatMap(({ commands }) => commands)
