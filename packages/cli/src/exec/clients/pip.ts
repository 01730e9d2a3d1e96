/** pip: `pip install`, `download`, `wheel`, `lock`, `index`. Reads the index from a variable and its credential from a netrc. */
import { join } from 'node:path'
import type { Client } from '../client.ts'
import { netrc } from '../netrc.ts'
import { readWords } from '../read-words.ts'

const valued = {
  ...{ 'index-url': 'i', 'extra-index-url': undefined, requirement: 'r', constraint: 'c', target: 't' },
  ...{ dest: 'd', 'wheel-dir': 'w', 'find-links': 'f', editable: 'e', prefix: undefined, root: undefined },
  ...{ log: undefined, proxy: undefined, cert: undefined, 'client-cert': undefined, platform: undefined },
}
const fetching = ['install', 'download', 'wheel', 'index', 'lock']

export const pip: Client = {
  name: 'pip',
  otherwise: /^pip\d+(\.\d+)?$/,
  ecosystem: 'pypi',
  keeps: /^PIP_EXTRA_INDEX_URL$/,
  async doing({ words: typed, environment }) {
    const words = readWords(typed, valued)
    if (!words.operands.some(word => fetching.includes(word))) return undefined
    const told = [...words.values('index-url').slice(-1), ...words.values('extra-index-url')]
    const hinted = environment['PIP_INDEX_URL'] ? [environment['PIP_INDEX_URL']] : []
    return { actions: ['read'], packages: [], told, hinted }
  },
  equip: async ({ token, place, folder }) =>
    place === undefined
      ? { environment: {} }
      : {
          environment: { PIP_INDEX_URL: `${place.url}simple/`, NETRC: join(folder, 'netrc') },
          files: { netrc: netrc(place.url, token) },
        },
}
