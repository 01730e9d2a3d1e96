import { expect, test } from 'vitest'
import { registriesOfScopes } from './yarnrc.ts'

/** What is found where that is the project's `.yarnrc.yml`. */
function found(
  text: string,
  environment: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
  path = '/project/.yarnrc.yml',
) {
  const readFile = async (asked: string) => {
    if (asked !== path) throw new Error('ENOENT')
    return new TextEncoder().encode(text)
  }
  return registriesOfScopes({
    words,
    folder: '/project/inner',
    environment: { HOME: '/home/ada', ...environment },
    readFile,
  })
}

const [there, here] = ['https://npm.example.org', 'https://packages.example.com/npm/acme']
const scope = (...lines: readonly string[]) =>
  ['npmScopes:', '  other:', ...lines.map(line => `    ${line}`), ''].join('\n')

test('a scope without a credential of its own would be sent ours', async () => {
  expect(await found(scope(`npmRegistryServer: "${there}"`))).toEqual([there])
  expect(await found(scope(`npmPublishRegistry: ${there}`, 'npmAlwaysAuth: true'))).toEqual([there])
  expect(await found(`npmScopes: { other: { "npmRegistryServer": '${there}' } }`)).toEqual([there])
  const two = `${scope(`npmRegistryServer: ${here}`, 'npmAuthToken: x')}  third:\n    npmRegistryServer: ${there}\n`
  expect(await found(two)).toEqual([there])
})

test('one that has its own is not, but where that is empty for this run', async () => {
  const own = (value: string) => scope(`npmRegistryServer: ${there}`, `npmAuthToken: ${value}`)
  expect(await found(own('of-there'))).toEqual([])
  expect(await found(own(`"\${GITHUB_TOKEN}"`), { GITHUB_TOKEN: 'x' })).toEqual([])
  expect(await found(own(`"\${GITHUB_TOKEN:-}"`))).toEqual([there])
  expect(await found(own(`"\${NPM_TOKEN:-}"`), { NPM_TOKEN: 'taken away' })).toEqual([there])
  expect(await found(own(''))).toEqual([there])
})

test('what is said for everything goes behind our variables', async () => {
  expect(await found(`npmRegistryServer: ${there}\nnpmPublishRegistry: ${there}\n`)).toEqual([])
})

test('it is looked for wherever Yarn looks', async () => {
  const text = scope(`npmRegistryServer: ${there}`)
  expect(await found(text, {}, [], '/.yarnrc.yml')).toEqual([there])
  expect(await found(text, {}, [], '/home/ada/.yarnrc.yml')).toEqual([there])
  expect(await found(text, {}, ['--cwd', '/elsewhere', 'install'], '/elsewhere/.yarnrc.yml')).toEqual([there])
  expect(await found(text, { YARN_RC_FILENAME: '.rc.yml' }, [], '/project/.rc.yml')).toEqual([there])
})
