/** uv: `uv publish`, and what reads an index: `uv sync`, `uv add`, `uv pip install`. */
import { join } from 'node:path'
import type { Client, Doing, Typed } from '../client.ts'
import { doingUpload } from '../distributions.ts'
import { netrc } from '../netrc.ts'
import { readWords, type Words } from '../read-words.ts'
import { passwordAmongWords } from '../refusals.ts'

const valued = {
  ...{ 'publish-url': undefined, 'check-url': undefined, index: undefined, 'default-index': undefined },
  ...{ username: 'u', password: 'p', token: 't', 'index-url': 'i', 'extra-index-url': undefined },
  ...{ requirement: 'r', constraint: 'c', project: undefined, directory: undefined, python: undefined },
}
const reading = ['sync', 'lock', 'add', 'run', 'pip', 'tool', 'tree', 'build', 'export', 'remove', 'upgrade']

export const uv: Client = {
  name: 'uv',
  ecosystem: 'pypi',
  keeps: /^(UV_INDEX|UV_INDEX_\w+_(USERNAME|PASSWORD)|UV_EXTRA_INDEX_URL)$/,
  passwords: ['UV_PUBLISH_TOKEN', 'UV_PUBLISH_PASSWORD'],
  async doing(typed) {
    const words = readWords(typed.words, valued)
    const command = words.operands.find(word => word === 'publish' || reading.includes(word))
    if (command === 'publish') {
      for (const option of ['password', 'token'])
        if (words.has(option)) return passwordAmongWords(`--${option}`)
      return publishing(words, words.operands.slice(1), typed)
    }
    if (command === undefined) return undefined
    const { UV_DEFAULT_INDEX, UV_INDEX_URL } = typed.environment
    const told = ['default-index', 'index-url', 'index', 'extra-index-url'].flatMap(name =>
      words.values(name),
    )
    return {
      actions: ['read'],
      packages: [],
      told: told.map(unnamed),
      hinted: set(UV_DEFAULT_INDEX || UV_INDEX_URL),
    }
  },
  async equip({ token, place, folder, doing }) {
    if (doing.actions[0] === 'publish') {
      const url = place && { UV_PUBLISH_URL: `${place.url}legacy/` }
      // A user name beside a token is refused.
      return {
        environment: {
          UV_PUBLISH_TOKEN: token.expose(),
          UV_PUBLISH_USERNAME: undefined,
          UV_PUBLISH_PASSWORD: undefined,
          ...url,
        },
      }
    }
    if (place === undefined) return { environment: {} }
    return {
      environment: { UV_DEFAULT_INDEX: `${place.url}simple/`, NETRC: join(folder, 'netrc') },
      files: { netrc: netrc(place.url, token) },
    }
  },
}

/** `dist/*` where no files are named. With `--check-url`, the index is read beside it. */
async function publishing(words: Words, files: readonly string[], typed: Typed): Promise<Doing> {
  const upload = await doingUpload(files.length === 0 ? ['dist/*.whl', 'dist/*.tar.gz'] : files, typed)
  const [told, checked] = [words.values('publish-url').slice(-1), words.values('check-url').slice(-1)]
  const { UV_PUBLISH_URL } = typed.environment
  return {
    ...upload,
    told: [...told, ...checked],
    hinted: set(UV_PUBLISH_URL),
    ...(checked.length > 0 && { readsAll: true }),
  }
}

/** `acme=https://...` is an index with a name. */
function unnamed(index: string): string {
  return index.replace(/^[\w.-]+=/, '')
}

function set(value: string | undefined): readonly string[] {
  return value ? [unnamed(value)] : []
}
