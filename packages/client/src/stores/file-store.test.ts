import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, onTestFinished, test } from 'vitest'
import { emptyFolder } from '../../../../test/support/folder.ts'
import type { Credential } from '../credential.ts'
import { createFileLocks, type Locks } from '../single-flight/index.ts'
import { realClock } from '../single-flight/testing/clocks.ts'
import { random } from '../single-flight/testing/random.ts'
import { storeContract } from '../testing/index.ts'
import { type Files, machineFiles } from './files.ts'
import {
  createFileStore,
  type FileStoreOptions,
  type Store,
  type StoreNotice,
  type StoreState,
} from './index.ts'

const login: Credential = {
  origin: 'https://registry.example',
  pathPrefix: '/',
  kind: 'login',
  scopes: ['api'],
  source: 'login',
  token: new Secret('access token number one'),
  refreshToken: new Secret('refresh token number one'),
}
const newer: Credential = { ...login, token: new Secret('access token number two') }

function home(): { folder: string; path: string } {
  const { path, [Symbol.asyncDispose]: remove } = emptyFolder()
  onTestFinished(remove)
  const folder = join(path, 'config', 'latchkey')
  return { folder, path: join(folder, 'credentials.json') }
}

function storeIn(folder: string, options: Partial<FileStoreOptions> = {}): Store {
  const locks = createFileLocks({ folder: join(folder, 'locks'), clock: realClock, random })
  return createFileStore({ folder, locks, clock: realClock, random, ...options })
}

/** A home with one login in it. */
async function loggedIn() {
  const place = home()
  sound(await storeIn(place.folder).change(() => ({ login })))
  return place
}

function sound<T>(answer: T): Exclude<T, { readonly message: string }> {
  if (refused(answer)) throw new Error(`${answer.code}: ${answer.message}`)
  return answer as Exclude<T, { readonly message: string }>
}

const tokenIn = (state: StoreState) => state['login']?.token.expose()

describe('the contract', () => {
  test.for(storeContract)('$promise', ({ check }) => {
    const { folder } = home()
    return check(async () => ({ store: storeIn(folder), other: storeIn(folder) }))
  })
})

describe('modes', () => {
  test('the file is its owner’s alone, in a folder that is, whatever the umask', async () => {
    const before = process.umask(0)
    onTestFinished(() => void process.umask(before))
    const { folder, path } = await loggedIn()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(folder).mode & 0o777).toBe(0o700)
  })

  test('loose ones are repaired, with a warning, when it is read', async () => {
    const { folder, path } = await loggedIn()
    chmodSync(path, 0o644)
    const notices: StoreNotice[] = []
    sound(await storeIn(folder, { onNotice: notice => notices.push(notice) }).read())
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(notices).toMatchObject([{ code: 'modes_repaired', message: expect.stringContaining(path) }])
  })

  test('so is a loose folder, when it is written', async () => {
    const { folder } = await loggedIn()
    chmodSync(folder, 0o755)
    const notices: StoreNotice[] = []
    const store = storeIn(folder, { onNotice: notice => notices.push(notice) })
    sound(await store.change(() => ({ login: newer })))
    expect(statSync(folder).mode & 0o777).toBe(0o700)
    expect(notices).toMatchObject([{ code: 'modes_repaired', message: expect.stringContaining(folder) }])
  })

  test('a folder that is meant for everybody is not closed, and not used', async () => {
    const { folder } = home()
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o1777)
    expect(await storeIn(folder).change(() => ({ login }))).toMatchObject({ code: 'unsafe_store' })
    expect(statSync(folder).mode & 0o7777).toBe(0o1777)
    expect(readdirSync(folder)).toEqual([])
  })

  test('a folder of another user is not written to', async () => {
    const { folder } = home()
    const files: Files = {
      ...machineFiles,
      stat: (async (path: string) =>
        Object.assign(statSync(path), { uid: 4711 })) as unknown as Files['stat'],
    }
    const answer = await storeIn(folder, { files }).change(() => ({ login }))
    expect(answer).toMatchObject({ code: 'unsafe_store', next: expect.stringContaining('without sudo') })
  })
})

describe('what cannot be read', () => {
  const credential = { ...login, token: 'a stored token', refreshToken: 'a stored refresh token' }
  const file = (change: object) =>
    JSON.stringify({ version: 1, credentials: { login: { ...credential, ...change } } })
  const corrupt: Readonly<Record<string, string>> = {
    'an empty file': '',
    'one that is cut off': file({}).slice(0, 200),
    'one with something behind it': `${file({})}}`,
    'a list': '[]',
    'no version': '{"credentials":{}}',
    'a version that never was': '{"version":0,"credentials":{}}',
    'credentials that are none': '{"version":1,"credentials":null}',
    'a credential that is text': '{"version":1,"credentials":{"login":"a stored token"}}',
    'an origin with a path': file({ origin: 'https://registry.example/' }),
    'an origin that is none': file({ origin: 'registry.example' }),
    'a path that is relative': file({ pathPrefix: 'private' }),
    'a kind that is not known': file({ kind: 'password' }),
    'scopes that are text': file({ scopes: 'api' }),
    'an expiry that is text': file({ expiresAt: '2026' }),
    'an empty token': file({ token: '' }),
    'a token that is a number': file({ token: 12 }),
    'an account that is a list': file({ account: ['ada'] }),
  }

  test('is told from what can', () => {
    expect(file({})).toContain('a stored token')
  })

  test.for(Object.entries(corrupt))(
    '%s: is an error with a name, says nothing of its content, and is kept',
    async ([, text]) => {
      const { folder, path } = home()
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      writeFileSync(path, text, { mode: 0o600 })
      const store = storeIn(folder)
      for (const answer of [await store.read(), await store.change(() => ({ login }))]) {
        expect(answer).toMatchObject({ code: 'corrupt_store' })
        expect(JSON.stringify(answer)).not.toContain('a stored')
        expect((answer as { cause?: unknown }).cause).toBeUndefined()
      }
      expect(readFileSync(path, 'utf8')).toBe(text)
    },
  )

  test('is kept aside under a new name when a person logs in again', async () => {
    const { folder, path } = await loggedIn()
    const notices: StoreNotice[] = []
    const store = storeIn(folder, { onNotice: notice => notices.push(notice) })
    for (const text of ['torn {', 'torn again {']) {
      writeFileSync(path, text)
      sound(await store.change(() => ({ login: newer }), { corrupt: 'keep aside' }))
    }
    expect(tokenIn(sound(await store.read()))).toBe('access token number two')
    const aside = readdirSync(folder).filter(name => name.startsWith('credentials.json.corrupt-'))
    expect(aside.map(name => readFileSync(join(folder, name), 'utf8')).sort()).toEqual([
      'torn again {',
      'torn {',
    ])
    expect(notices.map(({ message }) => aside.some(name => message.includes(name)))).toEqual([true, true])
  })

  test('what a newer version wrote is another error, and is not even kept aside', async () => {
    const { folder, path } = await loggedIn()
    writeFileSync(path, '{"version":2,"vaults":[]}')
    const store = storeIn(folder)
    expect(await store.read()).toMatchObject({ code: 'newer_store', next: 'Update this program.' })
    const answer = await store.change(() => ({ login }), { corrupt: 'keep aside' })
    expect(answer).toMatchObject({ code: 'newer_store' })
    expect(readFileSync(path, 'utf8')).toBe('{"version":2,"vaults":[]}')
  })
})

describe('what is no file', () => {
  test('a link in its place is not followed, neither to read nor to write', async () => {
    const { folder, path } = home()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const target = join(folder, '..', 'dotfiles.json')
    writeFileSync(target, JSON.stringify({ version: 1, credentials: {} }))
    symlinkSync(target, path)
    const store = storeIn(folder)
    expect(await store.read()).toMatchObject({ code: 'unsafe_store' })
    expect(await store.change(() => ({ login }))).toMatchObject({ code: 'unsafe_store' })
    expect(readFileSync(target, 'utf8')).not.toContain('token')
  })

  test('neither is a link that points nowhere', async () => {
    const { folder, path } = home()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    symlinkSync(join(folder, 'nowhere'), path)
    expect(await storeIn(folder).change(() => ({ login }))).toMatchObject({ code: 'unsafe_store' })
    expect(existsSync(join(folder, 'nowhere'))).toBe(false)
  })

  test('a folder in its place', async () => {
    const { folder, path } = home()
    mkdirSync(path, { recursive: true, mode: 0o700 })
    expect(await storeIn(folder).read()).toMatchObject({ code: 'unsafe_store' })
  })

  test('a pipe in its place is not waited for', async () => {
    const { folder, path } = home()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    execFileSync('mkfifo', [path])
    expect(await storeIn(folder).read()).toMatchObject({ code: 'unsafe_store' })
  })

  test('a file that is far too large is not read', async () => {
    const { folder, path } = await loggedIn()
    truncateSync(path, 8 * 1024 ** 3)
    expect(await storeIn(folder).read()).toMatchObject({ code: 'unsafe_store' })
  })

  test('a file in the place of the folder', async () => {
    const { folder } = home()
    mkdirSync(join(folder, '..'), { recursive: true })
    writeFileSync(folder, '')
    expect(await storeIn(folder).read()).toMatchObject({ code: 'store_unavailable' })
    expect(await storeIn(folder).change(() => ({ login }))).toMatchObject({ code: 'store_unavailable' })
  })
})

describe('git', () => {
  function workTree() {
    const place = home()
    const tree = join(place.folder, '..', '..')
    execFileSync('git', ['init', '--quiet', tree])
    return { ...place, tree }
  }

  test('nothing is written where it would be committed, and nothing is left there', async () => {
    const { folder, tree } = workTree()
    const answer = await storeIn(folder).change(() => ({ login }))
    expect(answer).toMatchObject({ code: 'store_in_work_tree', next: expect.stringContaining('.gitignore') })
    expect(existsSync(join(tree, 'config'))).toBe(false)
  })

  test('nor by a link, as a home whose settings are kept under git has it', async () => {
    const { tree } = workTree()
    const place = home()
    mkdirSync(join(tree, 'settings'))
    const link = join(place.folder, '..', 'link')
    mkdirSync(join(place.folder, '..'), { recursive: true })
    symlinkSync(join(tree, 'settings'), link)
    const answer = await storeIn(join(link, 'latchkey')).change(() => ({ login }))
    expect(answer).toMatchObject({ code: 'store_in_work_tree' })
    expect(readdirSync(join(tree, 'settings'))).toEqual([])
  })

  test('it is where it is ignored', async () => {
    const { folder, tree } = workTree()
    writeFileSync(join(tree, '.gitignore'), 'config/\n')
    expect(tokenIn(sound(await storeIn(folder).change(() => ({ login }))))).toBe('access token number one')
  })

  test('and not where it is ignored and committed all the same', async () => {
    const { folder, path, tree } = workTree()
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(path, '{"version":1,"credentials":{}}')
    execFileSync('git', ['-C', tree, 'add', path])
    writeFileSync(join(tree, '.gitignore'), 'config/\n')
    expect(await storeIn(folder).change(() => ({ login }))).toMatchObject({ code: 'store_in_work_tree' })
  })
})

describe('a disk that fails at any step', () => {
  type Step = keyof Files | 'writeFile' | 'sync'

  /** The machine's files, of which the call after so many fails, and every one after it where the process dies there. */
  function failing(at: number, code: string, dies: boolean) {
    const steps: Step[] = []
    const step = (name: Step) => {
      steps.push(name)
      if (dies ? steps.length > at : steps.length === at + 1)
        throw Object.assign(new Error(`${code}: a disk that fails`), { code })
    }
    const files = Object.fromEntries(
      Object.entries(machineFiles).map(([name, call]) => [
        name,
        name === 'openSync'
          ? (...words: Parameters<Files['openSync']>) => {
              step(name)
              return machineFiles.openSync(...words)
            }
          : async (...words: unknown[]) => {
              step(name as Step)
              const opened = await (call as (...words: unknown[]) => Promise<unknown>)(...words)
              if (name !== 'open') return opened
              const file = opened as Awaited<ReturnType<Files['open']>>
              for (const each of ['writeFile', 'sync'] as const) {
                const whole = file[each].bind(file) as (...words: unknown[]) => Promise<void>
                file[each] = async (...words: unknown[]) => {
                  // Half of it is written before the disk is full.
                  if (each === 'writeFile' && steps.length === at) await whole(String(words[0]).slice(0, 90))
                  step(each)
                  return whole(...words)
                }
              }
              return file
            },
      ]),
    ) as unknown as Files
    return { files, steps }
  }

  test('full, read-only or gone: the old state or the new, an error without a secret, and nothing is lost', async () => {
    let refusals = 0
    for (const code of ['ENOSPC', 'EROFS', 'EACCES', 'EIO'])
      for (let at = 0; ; at++) {
        const { folder } = await loggedIn()
        const { files, steps } = failing(at, code, false)
        const answer = await storeIn(folder, { files }).change(state => ({ ...state, login: newer }))
        if (refused(answer)) refusals += 1
        const next = sound(await storeIn(folder).read())
        expect(tokenIn(next)).toBe(refused(answer) ? 'access token number one' : 'access token number two')
        expect(JSON.stringify(answer)).not.toMatch(/number/)
        expect(refused(answer) ? answer.code : 'done').toMatch(
          /^(store_unavailable|store_in_work_tree|done)$/,
        )
        expect(readdirSync(folder).sort()).toEqual(
          at < steps.length ? expect.arrayContaining(['credentials.json']) : ['credentials.json', 'locks'],
        )
        if (at >= steps.length) break
      }
    expect(refusals).toBeGreaterThan(4 * 6)
  })

  test('what is written is on the disk before it has the name, and the name before it is said', async () => {
    const { folder } = await loggedIn()
    const { files, steps } = failing(Number.POSITIVE_INFINITY, 'EIO', false)
    sound(await storeIn(folder, { files }).change(() => ({ login: newer })))
    expect(steps.slice(steps.indexOf('writeFile'))).toEqual([
      ...['writeFile', 'sync', 'rename'],
      // Nothing is left to remove; then the folder.
      ...['unlink', 'open', 'sync'],
    ])
  })

  test('a process that dies at any step: the old state or the new, and the next one cleans up', async () => {
    const seen = new Set<string | undefined>()
    for (let at = 0; ; at++) {
      const { folder } = await loggedIn()
      const { files, steps } = failing(at, 'EIO', true)
      await storeIn(folder, { files }).change(state => ({ ...state, login: newer }))
      const after = tokenIn(sound(await storeIn(folder).read()))
      seen.add(after)
      expect(['access token number one', 'access token number two']).toContain(after)
      sound(await storeIn(folder).change(state => ({ ...state, more: login })))
      expect(readdirSync(folder).sort()).toEqual(['credentials.json', 'locks'])
      if (at >= steps.length) break
    }
    expect(seen.size).toBe(2)
  })
})

describe('a process that was stopped and taken over', () => {
  /** A lease that is lost when told. */
  function lossable(): { locks: Locks; lose: () => void } {
    let held = true
    return {
      locks: { withLease: async (_name, act) => act({ holds: () => held }) },
      lose: () => {
        held = false
      },
    }
  }

  /** Stops right before a call, and goes on when another process has changed the file. */
  async function stoppedBefore(call: 'rename' | 'open') {
    const { folder } = await loggedIn()
    const { locks, lose } = lossable()
    const files: Files = {
      ...machineFiles,
      [call]: async (...words: Parameters<Files['open']>) => {
        const writes = call === 'rename' || (typeof words[1] === 'number' && (words[1] & 1) === 1)
        if (writes) {
          lose()
          sound(await storeIn(folder).change(state => ({ ...state, login: newer })))
        }
        return (machineFiles[call] as (...words: unknown[]) => Promise<unknown>)(...words)
      },
    }
    const answer = await storeIn(folder, { locks, files }).change(state => ({ ...state, late: login }))
    return { answer, state: sound(await storeIn(folder).read()), folder }
  }

  test.for([
    ['before it wrote', 'open'],
    ['between its last look at the lease and the rename', 'rename'],
  ] as const)('%s puts nothing old back', async ([, call]) => {
    const { answer, state, folder } = await stoppedBefore(call)
    expect(answer).toMatchObject({ code: 'lease_lost' })
    expect(Object.keys(state)).toEqual(['login'])
    expect(tokenIn(state)).toBe('access token number two')
    expect(readdirSync(folder).sort()).toEqual(['credentials.json', 'locks'])
  })
})

test('what others wrote at the same time and never finished is removed; what is not ours stays', async () => {
  const { folder, path } = await loggedIn()
  writeFileSync(`${path}.${'a'.repeat(32)}.new`, 'half')
  writeFileSync(`${path}.backup`, 'mine')
  sound(await storeIn(folder).change(() => ({ login: newer })))
  expect(readdirSync(folder).sort()).toEqual(['credentials.json', 'credentials.json.backup', 'locks'])
})

test('while it is being replaced, every look finds the old or the new, whichever step is being taken', async () => {
  const { folder } = await loggedIn()
  const reader = storeIn(folder)
  const seen: unknown[] = []
  const look = async () => seen.push(tokenIn(sound(await reader.read())))
  const files = {
    ...machineFiles,
    ...Object.fromEntries(
      (['open', 'rename', 'unlink'] as const).map(name => [
        name,
        async (...words: unknown[]) => {
          await look()
          const done = await (machineFiles[name] as (...words: unknown[]) => Promise<unknown>)(...words)
          await look()
          return done
        },
      ]),
    ),
  } as Files
  const writer = storeIn(folder, { files })
  for (const each of [newer, login]) sound(await writer.change(() => ({ login: each })))
  expect(seen.filter((each, at) => each !== seen[at - 1])).toEqual([
    ...['access token number one', 'access token number two', 'access token number one'],
  ])
})

test('a look at what has not changed opens no file', async () => {
  const { folder } = await loggedIn()
  let opened = 0
  const files: Files = {
    ...machineFiles,
    openSync: (...words) => {
      opened += 1
      return machineFiles.openSync(...words)
    },
  }
  const store = storeIn(folder, { files })
  const first = await store.read()
  for (let i = 0; i < 10; i++) expect(await store.read()).toBe(first)
  expect(opened).toBe(1)
})
