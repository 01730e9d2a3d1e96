import { execFileSync } from 'node:child_process'
import * as fs from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { type Keeping, keep, keepingOf, loadScript } from './index.ts'
import type { Running } from './keeping.ts'
import { keptPath } from './kept-file.ts'

const require = createRequire(import.meta.url)
const loaders = { require, cache: require.cache, importLate: async (name: string) => `imported ${name}` }
const nobody = 65_534
const thisUser = process.geteuid?.() ?? nobody
const keeping: Keeping = {
  ...{ command: 'token', node: 'v24.0.0-x64', build: '/usr/bin/node 100 1', isPlain: true },
  user: thisUser,
}
const text = 'exports.said = () => "what it says";'

let folder: string
let code: string
let kept: string
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'latchkey-kept-code-'))
  code = join(folder, 'main.cjs')
  kept = keptPath(code, keeping)
  fs.writeFileSync(code, text)
})
afterEach(() => fs.rmSync(folder, { recursive: true }))

/** One run: what the script says, and whether that was compiled in an earlier one; undefined where it is not run. */
function run(by: Keeping = keeping, { keeps = true } = {}) {
  const loaded = loadScript(code, loaders, by)
  if (loaded === undefined) return undefined
  const says = (loaded.exports as { said(): unknown }).said()
  if (keeps) keep(loaded, by)
  return { says, isFromKept: loaded.isFromKept }
}

const compiledAnew = { says: 'what it says', isFromKept: false }
const asKept = { says: 'what it says', isFromKept: true }

describe('what a run compiled', () => {
  test('is taken by the next, which keeps nothing anew', () => {
    expect(run()).toEqual(compiledAnew)
    const { ino } = fs.statSync(kept)
    expect([run(), run()]).toEqual([asKept, asKept])
    expect(fs.statSync(kept).ino).toBe(ino)
  })

  test('is one file beside the code, which nobody else may write', () => {
    run()
    expect(fs.readdirSync(folder)).toEqual(['main.cjs', 'main.cjs.token.v24.0.0-x64.kept'])
    expect(fs.statSync(kept).mode & 0o133).toBe(0)
  })

  test('is kept for each command and each version of Node', () => {
    run()
    expect(run({ ...keeping, command: 'helper-git' })).toEqual(compiledAnew)
    expect(run({ ...keeping, node: 'v20.19.0-x64' })).toEqual(compiledAnew)
    expect(run()).toEqual(asKept)
  })

  test('is of what Node knows as that module: what it requires late requires it in turn', () => {
    fs.mkdirSync(join(folder, 'late'))
    fs.writeFileSync(
      join(folder, 'late/part.cjs'),
      'globalThis.runs = (globalThis.runs ?? 0) + 1; exports.main = require("../main.cjs"); exports.path = require("node:path")',
    )
    fs.writeFileSync(
      code,
      'globalThis.starts = (globalThis.starts ?? 0) + 1; exports.said = () => [require("./late/part.cjs").main === exports, require("./late/part.cjs").path.sep, __filename, __dirname, module.exports === exports]',
    )
    const said = [true, '/', code, folder, true]
    expect(run()).toEqual({ says: said, isFromKept: false })
    expect([Reflect.get(globalThis, 'runs'), Reflect.get(globalThis, 'starts')]).toEqual([1, 1])
    delete require.cache[join(folder, 'late/part.cjs')]
    expect(run()).toEqual({ says: said, isFromKept: true })
    expect([Reflect.get(globalThis, 'runs'), Reflect.get(globalThis, 'starts')]).toEqual([2, 2])
  })

  test('imports what it imports late by what it is handed', async () => {
    fs.writeFileSync(code, 'exports.said = () => importLate("@latchkey/client")')
    run()
    const again = run()
    expect([await again?.says, again?.isFromKept]).toEqual(['imported @latchkey/client', true])
  })

  test('is asked for by no run that is to keep nothing', () => {
    run()
    const loaded = loadScript(code, loaders)
    expect([loaded?.isFromKept, fs.readdirSync(folder).length]).toEqual([false, 2])
  })
})

describe('not taken, and the code is compiled:', () => {
  const plant = (change: () => void) => {
    run()
    change()
    return run(keeping, { keeps: false })
  }

  test('what was made of another text of the same length', () => {
    run()
    fs.writeFileSync(code, text.replace('what', 'that'))
    expect(run()).toEqual({ ...compiledAnew, says: 'that it says' })
    expect(run()).toEqual({ ...asKept, says: 'that it says' })
  })

  test('what another build of the same version of Node made', () => {
    run()
    const rebuilt = { ...keeping, build: '/usr/bin/node 101 1' }
    expect([run(rebuilt), run(rebuilt)]).toEqual([compiledAnew, asKept])
  })

  test.each([0o664, 0o646, 0o666])('what others may write (%o)', mode => {
    expect(plant(() => fs.chmodSync(kept, mode))).toEqual(compiledAnew)
  })

  test('what belongs to somebody else', () => {
    run()
    // Only root gives files away; what is another's to anybody else is this user's.
    if (thisUser === 0) fs.chownSync(kept, nobody, nobody)
    const other = thisUser === 0 ? thisUser : nobody
    expect(run({ ...keeping, user: other }, { keeps: false })).toEqual(
      thisUser === 0 ? compiledAnew : undefined,
    )
  })

  test('a link, a folder and a pipe, which nobody waits for', () => {
    expect(
      plant(() => {
        fs.renameSync(kept, `${kept}.elsewhere`)
        fs.symlinkSync(`${kept}.elsewhere`, kept)
      }),
    ).toEqual(compiledAnew)
    fs.rmSync(kept)
    fs.mkdirSync(kept)
    expect(run(keeping, { keeps: false })).toEqual(compiledAnew)
    fs.rmdirSync(kept)
    execFileSync('mkfifo', [kept])
    expect(run(keeping, { keeps: false })).toEqual(compiledAnew)
  })

  test('what is not whole, and what is none: made anew', () => {
    run()
    const whole = fs.readFileSync(kept)
    const endless = Buffer.from(whole).fill(0xff, 0, 12)
    const longer = Buffer.concat([whole, Buffer.alloc(1)])
    for (const bad of [whole.subarray(0, -1), whole.subarray(0, 11), Buffer.alloc(0), endless, longer]) {
      fs.writeFileSync(kept, bad)
      expect([run(), run()]).toEqual([compiledAnew, asKept])
    }
  })

  test('what V8 says is not its own: made anew', () => {
    run()
    const whole = fs.readFileSync(kept)
    // Elsewhere: what this process compiled V8 finds again without looking into any file.
    code = join(folder, 'elsewhere.cjs')
    fs.writeFileSync(code, text)
    // It begins with V8's version, and with what it was built and run with.
    fs.writeFileSync(keptPath(code, keeping), Buffer.from(whole).fill(0, 16, 32))
    expect([run(), run()]).toEqual([compiledAnew, asKept])
  })

  test('what says something else of its lengths, its Node or its text', () => {
    run()
    const whole = fs.readFileSync(kept)
    const beginning = fc.nat(11)
    const end = fc.integer({ min: 16 + whole.readUInt32LE(0), max: whole.length - 1 })
    fc.assert(
      fc.property(fc.oneof(beginning, end), fc.integer({ min: 1, max: 255 }), (at, bits) => {
        const bad = Buffer.from(whole)
        bad.writeUInt8(bad.readUInt8(at) ^ bits, at)
        fs.writeFileSync(kept, bad)
        expect(run(keeping, { keeps: false })).toEqual(compiledAnew)
      }),
      propertyOptions(300),
    )
  })
})

describe('not even run, for there is another that is compiled sooner:', () => {
  test('code of somebody else, of whom nothing is kept; and nothing is left there, by root neither', () => {
    if (thisUser === 0) fs.chownSync(code, nobody, nobody)
    expect(run({ ...keeping, user: thisUser === 0 ? 0 : nobody })).toBeUndefined()
    expect(fs.readdirSync(folder)).toEqual(['main.cjs'])
  })

  test('code that nothing is kept of, in a run with options of its own', () => {
    expect(run({ ...keeping, isPlain: false })).toBeUndefined()
    expect(fs.readdirSync(folder)).toEqual(['main.cjs'])
  })
})

describe('nothing is kept', () => {
  test('by a run with options of its own that finds what V8 does not take', () => {
    run()
    code = join(folder, 'elsewhere.cjs')
    fs.writeFileSync(code, text)
    const bad = Buffer.from(fs.readFileSync(kept)).fill(0, 16, 32)
    fs.writeFileSync(keptPath(code, keeping), bad)
    expect(run({ ...keeping, isPlain: false })).toEqual(compiledAnew)
    expect(fs.readFileSync(keptPath(code, keeping)).equals(bad)).toBe(true)
  })

  test('where it cannot be written, and nothing is said', () => {
    const inTheWay = `${kept}.${process.pid}`
    fs.mkdirSync(inTheWay)
    expect([run(), run()]).toEqual([compiledAnew, compiledAnew])
    expect(fs.readdirSync(folder)).toEqual(['main.cjs', `main.cjs.token.v24.0.0-x64.kept.${process.pid}`])
  })

  test('where it cannot be put in its place, and nothing is left over', () => {
    fs.mkdirSync(join(kept, 'full'), { recursive: true })
    expect(run()).toEqual(compiledAnew)
    expect(fs.readdirSync(folder)).toEqual(['main.cjs', 'main.cjs.token.v24.0.0-x64.kept'])
  })

  test('where the code is gone when the run ends', () => {
    const loaded = loadScript(code, loaders, keeping)
    fs.rmSync(code)
    if (loaded !== undefined) keep(loaded, keeping)
    expect([loaded?.isFromKept, fs.readdirSync(folder)]).toEqual([false, []])
  })
})

describe('a run keeps code', () => {
  const { version, arch, execPath } = process
  const running: Running = { version, arch, execPath, execArgv: [], env: {}, geteuid: () => 1000 }

  test('under the command, by the Node and for the user that it is', () => {
    expect(keepingOf(running, 'token')).toEqual({
      ...{ command: 'token', node: `${version}-${arch}`, user: 1000, isPlain: true },
      build: expect.stringContaining(execPath),
    })
  })

  test.each([
    ['of a command that people type', running, undefined],
    ['on Windows', { ...running, geteuid: undefined }, 'token'],
    ['where Node is told to keep none', { ...running, env: { NODE_DISABLE_COMPILE_CACHE: '1' } }, 'token'],
    ['while what runs is counted', { ...running, env: { NODE_V8_COVERAGE: '/tmp' } }, 'token'],
    ['of a Node that cannot be looked at', { ...running, execPath: '/nowhere/node' }, 'token'],
  ])('but not %s', (_, process, command) => {
    expect(keepingOf(process, command)).toBeUndefined()
  })

  test('only where it was started plainly', () => {
    const with_ = (more: Partial<Running>) => keepingOf({ ...running, ...more }, 'token')?.isPlain
    expect(with_({ execArgv: ['--no-opt'] })).toBe(false)
    expect(with_({ env: { NODE_OPTIONS: '--no-opt' } })).toBe(false)
  })
})
