/** `latchkey exec`: a client, with a credential that can do what it is about to do, for minutes. */
import { text } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { narrowingOptions } from '../narrowing/index.ts'
import { atRegistry } from '../registries/index.ts'

const { package: packages, action } = narrowingOptions

export const command = defineCommand({
  name: 'exec',
  about:
    'Runs a client with a credential that can do what it is about to do and nothing else, for fifteen minutes. What that\n' +
    'is, is read from its words and files. It is handed over in the client’s environment or in a file for this run, gone\n' +
    'afterwards; no other credential of your environment reaches it, and pip and uv do not read your own netrc meanwhile.\n' +
    'A code is asked for before it begins. Standard output is the client’s: --json is for a refusal to begin. Where\n' +
    'latchkey itself is killed (kill -9), what is left is a token that ends in minutes.\n\n' +
    'Knows twine, uv, pip, npm, pnpm, yarn, mix, rebar3 and cargo. npm, pnpm, yarn and cargo are tried at a stand-in: this\n' +
    'version of the server speaks neither protocol. uv and mix, and publishing with rebar3: not verified. mix fetches with\n' +
    'its own login.',
  examples: [
    '# Upload: the token is for these files alone',
    'latchkey exec -- twine upload dist/*',
    '# Install from a private repository',
    'latchkey exec --repository pypi:acme -- pip install widget',
    '# In CI, with a key of the organization in a file',
    'latchkey exec --registry https://packages.example.com --key-file key.txt -- twine upload dist/*',
    '# A token of PyPI, narrowed before it is sent there',
    'TWINE_PASSWORD=$(cat pypi-token.txt) latchkey exec -- twine upload dist/*',
    '# A program that is not known',
    'latchkey exec --package pypi:acme/widget --as env:FLIT_PASSWORD -- flit publish',
  ],
  operands: ['PROGRAM...'],
  options: {
    repository: text(
      'REPOSITORY',
      'Which one, as pypi:acme. Else the one that the program names, else your only one.',
    ),
    package: packages,
    action,
    expires: text(
      'WHEN',
      'For how long: 5m, 1h. Fifteen minutes unless told, and never longer than what it is made from.',
    ),
    as: text('env:NAME', 'The variable in which a program that is not known reads its credential.'),
    'key-file': text('PATH', 'A key or token in a file, of Latchkey or of PyPI. No login is used.'),
    ...atRegistry,
  },
  async run(asked, desk, [program, ...words]) {
    if (program === undefined)
      return refuse('usage', 'No program is named.', 'Type: latchkey exec -- twine upload dist/*')
    const { inWords, prepare } = await import('../exec/index.ts')
    const prepared = await prepare(desk, asked, [program, ...words])
    if (refused(prepared)) return prepared
    desk.say(`latchkey: ${inWords(prepared, desk.now())}\n`)
    const ended = await desk.run(prepared.child)
    return refused(ended) ? ended : { exitCode: ended.exitCode }
  },
})
