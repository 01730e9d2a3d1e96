/** twine: `twine upload FILES`. Reads its address, user and password from variables (twine’s documentation, 4.0.2). */
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Client, Typed } from '../client.ts'
import { doingUpload } from '../distributions.ts'
import { iniValue } from '../ini-value.ts'
import { readWords, type Words, writtenOut } from '../read-words.ts'
import { passwordAmongWords } from '../refusals.ts'

const valued = {
  ...{ repository: 'r', 'repository-url': undefined, username: 'u', password: 'p', comment: 'c' },
  ...{ 'sign-with': undefined, identity: 'i', 'config-file': undefined, cert: undefined },
  'client-cert': undefined,
}
const flags = [
  'attestations',
  'sign',
  'non-interactive',
  'skip-existing',
  'verbose',
  'disable-progress-bar',
  'help',
]

export const twine: Client = {
  name: 'twine',
  ecosystem: 'pypi',
  passwords: ['TWINE_PASSWORD'],
  async doing(typed) {
    const words = readWords(writtenOut(typed.words, valued, flags), valued)
    const [command, ...files] = words.operands
    if (command !== 'upload') return undefined
    if (words.has('password')) return passwordAmongWords('--password')
    const hinted = await setAddress(words, typed)
    if (refused(hinted)) return hinted
    return { ...(await doingUpload(files, typed)), told: words.values('repository-url').slice(-1), hinted }
  },
  equip: async ({ token, place }) => ({
    environment: {
      TWINE_USERNAME: '__token__',
      TWINE_PASSWORD: token.expose(),
      // Goes before whatever `--repository` names in `.pypirc`.
      ...(place && { TWINE_REPOSITORY_URL: `${place.url}legacy/` }),
    },
  }),
}

/** Where its settings send it; nowhere else where none says. */
async function setAddress(words: Words, typed: Typed): Promise<readonly string[] | Refusal> {
  const { TWINE_REPOSITORY_URL: url, TWINE_REPOSITORY: named } = typed.environment
  if (url) return [url]
  const name = words.values('repository').at(-1) ?? (named || undefined)
  if (name === undefined) return []
  const known = wellKnown[name]
  if (known !== undefined) return [known]
  const file = words.values('config-file').at(-1)
  const path = file ? resolve(typed.folder, file) : join(typed.environment['HOME'] ?? homedir(), '.pypirc')
  const text = await typed.readFile(path).catch(() => new Uint8Array())
  const address = iniValue(new TextDecoder().decode(text), name, 'repository')
  return address === undefined ? unknownName(name) : [address]
}

const wellKnown: Readonly<Record<string, string>> = {
  pypi: 'https://upload.pypi.org/legacy/',
  testpypi: 'https://test.pypi.org/legacy/',
}

function unknownName(name: string): Refusal<'usage'> {
  return refuse(
    'usage',
    `It is not known where twine’s repository ${JSON.stringify(name)} is.`,
    'Name the repository here instead: latchkey exec --repository pypi:acme -- twine upload ...',
  )
}
