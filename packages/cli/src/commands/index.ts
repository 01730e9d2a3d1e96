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
      listed('logout', 'End a login', () => import('./logout.ts')),
      listed('status', 'Show every login, and what it may do', () => import('./status.ts')),
      listed('whoami', 'Show who the registry takes you for', () => import('./whoami.ts')),
      listed('switch', 'Choose which registry and account are used', () => import('./switch.ts')),
      listed(
        'organization auth',
        'Use a key of an organization for its repositories',
        () => import('./organization-auth.ts'),
        'latchkey organization auth acme < acme.key',
      ),
      listed('step-up', 'Give a one-time code before it is asked for', () => import('./step-up.ts')),
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
      listed('setup', 'Point a client at a repository', () => import('./setup.ts')),
    ],
  },
  {
    title: 'Keys',
    commands: [
      listed(
        'key create',
        'Make a key of yours, and print its text once',
        () => import('./key-create.ts'),
        'latchkey key create ci --package pypi:acme/widget --output ~/ci.key',
      ),
      listed('key list', 'List your keys', () => import('./key-list.ts'), 'latchkey key list'),
      listed('key tighten', 'Restrict a key of yours further', () => import('./key-tighten.ts')),
      listed('key rotate', 'Replace a key of yours by a new one', () => import('./key-rotate.ts')),
      listed('key revoke', 'Revoke keys of yours', () => import('./key-revoke.ts'), 'latchkey key revoke ci'),
      listed(
        'organization key ORG create',
        'Make a key of an organization',
        () => import('./organization-key-create.ts'),
        'latchkey organization key acme create ci --package pypi:acme/widget --output ~/ci.key',
      ),
      listed(
        'organization key ORG list',
        'List the keys of an organization',
        () => import('./organization-key-list.ts'),
        'latchkey organization key acme list',
      ),
      listed(
        'organization key ORG tighten',
        'Restrict a key of an organization further',
        () => import('./organization-key-tighten.ts'),
      ),
      listed(
        'organization key ORG rotate',
        'Replace a key of an organization by a new one',
        () => import('./organization-key-rotate.ts'),
      ),
      listed(
        'organization key ORG revoke',
        'Revoke keys of an organization',
        () => import('./organization-key-revoke.ts'),
        'latchkey organization key acme revoke ci',
      ),
    ],
  },
  {
    title: 'Tokens',
    commands: [
      listed('token', 'Print the token in use, or a narrower one', () => import('./token.ts')),
      listed('token inspect', 'Show what a token is and what it may do', () => import('./token-inspect.ts')),
      listed(
        'token attenuate',
        'Make a narrower token from a token, offline',
        () => import('./token-attenuate.ts'),
      ),
      listed('token burn', 'Kill a token that leaked', () => import('./token-burn.ts')),
    ],
  },
  {
    title: 'Trouble',
    commands: [
      listed('explain', 'Show which credential is used, and why', () => import('./explain.ts')),
      listed('may', 'Ask whether something would be allowed', () => import('./may.ts')),
      listed('doctor', 'Find what is wrong here, and how to mend it', () => import('./doctor.ts')),
    ],
  },
  {
    title: 'For other programs to call',
    commands: [
      listed('helper cargo', 'Answer cargo, which asks for a credential', () => import('./helper-cargo.ts')),
      listed(
        'helper docker',
        'Answer docker, which asks for a credential',
        () => import('./helper-docker.ts'),
      ),
      listed('helper git', 'Answer git, which asks for a credential', () => import('./helper-git.ts')),
      listed('helper pip', 'Answer pip or uv, which asks for a credential', () => import('./helper-pip.ts')),
      listed('completion', 'Let a shell complete what is typed', () => import('./completion.ts')),
    ],
  },
]

export const commands: readonly Listed[] = chapters.flatMap(({ commands }) => commands)
