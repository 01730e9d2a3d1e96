import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { emptyFolder } from '../../../../../test/support/folder.ts'
import type { Credential } from '../../credential.ts'
import { realClock } from '../../single-flight/testing/clocks.ts'
import { random } from '../../single-flight/testing/random.ts'
import { storeContract } from '../../testing/index.ts'
import { openStore, type StoreNotice, type StorePolicy } from '../index.ts'
import { type Keychain, macosSecurity, secretTool } from './index.ts'
import { gnomeKeyring, hasGnomeKeyring } from './testing/gnome-keyring.ts'

const machine = { clock: realClock, random }
const login: Credential = {
  origin: 'https://registry.example',
  pathPrefix: '/',
  kind: 'login',
  scopes: [],
  source: 'login',
  token: new Secret('access token in a keychain'),
}

let folder = ''
beforeEach(() => {
  const { path, [Symbol.asyncDispose]: remove } = emptyFolder()
  onTestFinished(remove)
  folder = path
})

/** A program of these words, in the place of a keychain's command. */
function program(...lines: readonly string[]): string {
  const path = join(folder, 'keychain-command')
  writeFileSync(path, ['#!/bin/sh', ...lines, ''].join('\n'))
  chmodSync(path, 0o700)
  return path
}

/** Keeps what it is given, in memory, and counts how often it is asked. */
function memoryKeychain() {
  const items = new Map<string, string>()
  const keychain = {
    description: 'a keychain in memory',
    asked: 0,
    items,
    async get(name: string) {
      keychain.asked += 1
      return items.get(name)
    },
    async set(name: string, text: string) {
      items.set(name, text)
      return undefined
    },
  }
  return keychain
}

function open(policy: StorePolicy, keychain: Keychain, notices: StoreNotice[] = []) {
  mkdirSync(join(folder, 'kept'), { recursive: true, mode: 0o700 })
  const onNotice = (notice: StoreNotice) => void notices.push(notice)
  return openStore({ policy, folder: join(folder, 'kept'), machine, keychain, onNotice }).store
}

const file = () => readFileSync(join(folder, 'kept', 'credentials.json'), 'utf8')
const silent = () => secretTool({ program: program('sleep 60'), patience: 100 })
/** One that is given the time that a busy machine needs to run it. */
const answering = (...lines: readonly string[]) => ({ program: program(...lines), patience: 20_000 })

describe('a keychain’s command', () => {
  test('is told secrets on its standard input, never among its arguments', async () => {
    const words = join(folder, 'words')
    const input = join(folder, 'input')
    const recording = answering(`echo "$@" >> ${words}`, `cat >> ${input}`)
    await secretTool(recording).set('a name', 'open-sesame')
    await macosSecurity(recording).set('a name', 'open-sesame')
    expect(readFileSync(words, 'utf8')).not.toContain('sesame')
    expect(readFileSync(input, 'utf8').match(/open-sesame/g)).toHaveLength(2)
  })

  test('that is silent is waited for no longer than told, and ended', async () => {
    const forEver = join(folder, 'never-written-to')
    writeFileSync(forEver, '')
    const keychain = secretTool({ program: program(`exec tail -f ${forEver}`), patience: 200 })
    expect(await keychain.get('a name')).toMatchObject({
      code: 'keychain_unavailable',
      message: 'The keychain (Secret Service) did not answer: it was silent for 0.2 s.',
    })
    // However far it had come by then.
    expect(execFileSync('ps', ['-A', '-ww', '-o', 'args='], { encoding: 'utf8' })).not.toContain(folder)
  })

  test('that is not installed says so', async () => {
    const missing = { program: join(folder, 'nowhere') }
    for (const keychain of [secretTool(missing), macosSecurity(missing)])
      expect(await keychain.get('a name')).toMatchObject({
        code: 'keychain_unavailable',
        message: expect.stringContaining('there is no'),
      })
  })

  test('that has nothing is told from one that cannot look', async () => {
    expect(await secretTool(answering('exit 1')).get('a name')).toBeUndefined()
    expect(await macosSecurity(answering('exit 44')).get('a name')).toBeUndefined()
    const broken = secretTool(answering('echo Cannot autolaunch D-Bus >&2', 'exit 1'))
    expect(await broken.get('a name')).toMatchObject({
      message: expect.stringContaining('Cannot autolaunch'),
    })
    expect(await macosSecurity(answering('exit 36')).get('a name')).toMatchObject({
      code: 'keychain_unavailable',
    })
  })

  test('of macOS is given one line, whatever is in a name', async () => {
    const input = join(folder, 'input')
    await macosSecurity(answering(`cat > ${input}`)).set('a "b"\\c\ndelete-keychain', 'key')
    expect(readFileSync(input, 'utf8')).toBe(
      'add-generic-password -U -s latchkey -a "a \\"b\\"\\\\c delete-keychain" -w "key"\n',
    )
  })
})

describe('a sealed file', () => {
  test.for(storeContract)('$promise', ({ check }) => {
    const keychain = memoryKeychain()
    return check(async () => ({ store: open('keychain', keychain), other: open('keychain', keychain) }))
  })

  test('shows nothing of what is in it', async () => {
    await open('keychain', memoryKeychain()).change(() => ({ login }))
    expect(file()).not.toMatch(/access token|registry\.example/)
  })

  test('is another one with every writing, and the keychain is asked once', async () => {
    const keychain = memoryKeychain()
    const store = open('keychain', keychain)
    const texts = new Set<string>()
    for (let i = 0; i < 3; i++) {
      await store.change(() => ({ login: { ...login } }))
      texts.add(file())
    }
    expect(texts.size).toBe(3)
    expect(keychain.asked).toBe(1)
  })

  test('of which one bit was changed is corrupt', async () => {
    const keychain = memoryKeychain()
    await open('keychain', keychain).change(() => ({ login }))
    const path = join(folder, 'kept', 'credentials.json')
    const [, sealed = ''] = /"sealed": "(.*)"/.exec(file()) ?? []
    const other = sealed.startsWith('A') ? 'B' : 'A'
    writeFileSync(path, file().replace(sealed, other + sealed.slice(1)))
    expect(await open('keychain', keychain).read()).toMatchObject({ code: 'corrupt_store' })
  })

  test('whose key is gone is corrupt, and kept aside when a person logs in again', async () => {
    const keychain = memoryKeychain()
    await open('keychain', keychain).change(() => ({ login }))
    keychain.items.clear()
    const store = open('keychain', keychain)
    expect(await store.read()).toMatchObject({ code: 'corrupt_store' })
    expect(refused(await store.change(() => ({ login }), { corrupt: 'keep aside' }))).toBe(false)
    expect(refused(await open('keychain', keychain).read())).toBe(false)
  })

  test('whose keychain does not answer is neither read nor written, and nobody is logged out', async () => {
    await open('keychain', memoryKeychain()).change(() => ({ login }))
    const before = file()
    for (const policy of ['keychain', 'auto'] as const) {
      const store = open(policy, silent())
      expect(await store.read()).toMatchObject({ code: 'keychain_unavailable' })
      const answer = await store.change(() => ({}), { corrupt: 'keep aside' })
      expect(answer).toMatchObject({ code: 'keychain_unavailable' })
    }
    expect(file()).toBe(before)
  })
})

describe('the policy', () => {
  test('keychain: nothing is written where it does not answer', async () => {
    const answer = await open('keychain', silent()).change(() => ({ login }))
    expect(answer).toMatchObject({ code: 'keychain_unavailable' })
    expect(file).toThrow('ENOENT')
  })

  test('keychain: a file in the open is sealed with the next change', async () => {
    const keychain = memoryKeychain()
    await open('file', keychain).change(() => ({ login }))
    expect(file()).toContain('access token')
    await open('keychain', keychain).change(state => ({ ...state, more: login }))
    expect(file()).not.toContain('access token')
    expect(Object.keys(await open('keychain', keychain).read())).toEqual(['login', 'more'])
  })

  test('auto: sealed where the keychain answers, and said', async () => {
    const notices: StoreNotice[] = []
    await open('auto', memoryKeychain(), notices).change(() => ({ login }))
    expect(file()).not.toContain('access token')
    expect(notices).toMatchObject([
      { code: 'store_chosen', message: expect.stringContaining('a keychain in memory') },
    ])
  })

  test('auto: in the open where it does not, said once, and never changed later', async () => {
    const notices: StoreNotice[] = []
    await open('auto', silent(), notices).change(() => ({ login }))
    expect(notices).toMatchObject([
      { code: 'store_chosen', message: expect.stringContaining('did not answer') },
    ])
    await open('auto', memoryKeychain(), notices).change(state => ({ ...state, more: login }))
    expect(file()).toContain('access token')
    expect(notices).toHaveLength(1)
  })

  test('memory: nothing is written at all', async () => {
    const { store } = openStore({ policy: 'memory', folder: join(folder, 'nowhere'), machine })
    await store.change(() => ({ login }))
    expect(Object.keys(await store.read())).toEqual(['login'])
    expect(() => readFileSync(join(folder, 'nowhere', 'credentials.json'))).toThrow('ENOENT')
  })
})

describe.runIf(hasGnomeKeyring)('gnome-keyring', () => {
  test('keeps the key of a sealed file', async () => {
    const session = await gnomeKeyring()
    onTestFinished(() => session[Symbol.asyncDispose]())
    const keychain = secretTool({ program: session.secretTool, patience: 10_000 })
    expect(await keychain.get('nothing yet')).toBeUndefined()
    const store = open('keychain', keychain)
    await store.change(() => ({ login }))
    const again = await open('keychain', secretTool({ program: session.secretTool, patience: 10_000 })).read()
    expect(refused(again) ? again.message : again['login']?.token.expose()).toBe('access token in a keychain')
  })

  test('that is not running says so, at once', async () => {
    const nowhere = answering('unset DBUS_SESSION_BUS_ADDRESS DISPLAY', 'exec secret-tool "$@"')
    expect(await secretTool(nowhere).get('a name')).toMatchObject({
      code: 'keychain_unavailable',
      message: expect.not.stringContaining('it was silent'),
    })
  })
})
