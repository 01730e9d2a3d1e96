/** twine: a section of `.pypirc` without a password, which it then asks a keyring for. */
import { join } from 'node:path'
import type { ClientSetup } from '../client-setup.ts'
import type { Lines } from '../edits/lines.ts'
import { markedFile } from '../edits/managed.ts'
import type { Edit } from '../edits/marked.ts'
import { all, type Option, sectionOf, setOptions } from '../edits/options.ts'
import { keyringFiles, keyringNext } from '../keyring/keyring-files.ts'
import { username } from './username.ts'

export const twine: ClientSetup = {
  name: 'twine',
  ecosystem: 'pypi',
  knowsAccounts: true,
  runs: 'latchkey',
  verified: true,
  files: place => [
    markedFile({
      path: join(place.home, '.pypirc'),
      mark: `twine ${place.subject}`,
      edit: all(
        list(place.name),
        setOptions({
          section: place.name,
          options: {
            repository: [`repository = ${place.origin}/pypi/${place.organization}/legacy/`],
            username: [`username = ${username(place)}`],
          },
        }),
      ),
    }),
    ...keyringFiles(place),
  ],
  next: place => [...keyringNext(place), `twine upload --repository ${place.name} dist/*`],
}

/** Sections that are not listed are not read. Where none are, twine knows two. */
function list(name: string): Edit {
  return lines => {
    const found = sectionOf(lines, 'distutils')
    const body = ['index-servers =', ...['pypi', 'testpypi', name].map(each => `    ${each}`)]
    if (found === undefined) return [{ at: lines.length, body: ['[distutils]', ...body] }]
    const servers = found.options.find(option => option.name === 'index-servers')
    if (servers === undefined) return [{ at: found.end, body }]
    const further = ' '.repeat(servers.indent + 4)
    return listed(lines, servers).includes(name) ? [] : [{ at: servers.at + 1, body: [`${further}${name}`] }]
  }
}

function listed(lines: Lines, { at, end }: Option): readonly string[] {
  const [first = '', ...more] = lines.slice(at, end)
  const said = [first.replace(/^[^=:]*[=:]/, ''), ...more.filter(line => !/^\s*[#;]/.test(line))]
  return said.join(' ').trim().split(/\s+/)
}
