import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Caveat, inspect, refused } from '@latchkey/tokens'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { requireTool } from '../../../../test/support/tools.ts'
import { type Bench, openBench } from '../exec/testing/bench.ts'
import { type Wire, watchWire } from '../exec/testing/wire.ts'
import { type AtALatchkey, atALatchkey, type Home } from '../testing/at-a-latchkey.ts'

let latchkey: AtALatchkey
let wire: Wire
let owner: Home
let bench: Bench

beforeAll(async () => {
  latchkey = await atALatchkey()
  owner = await latchkey.homeOf('owner')
})
afterAll(() => latchkey.close())
beforeEach(() => {
  bench = openBench()
  wire = watchWire()
})
afterEach(() => {
  wire.stop()
  bench[Symbol.dispose]()
})

const twine = '/usr/bin/twine'

/** What a token's own text says, beside what the login it was made from says. */
function caveatsOf(token: string | undefined): readonly Caveat[] {
  const inspection = inspect(token ?? '')
  if (refused(inspection)) throw new Error(inspection.message)
  return inspection.restrictions.flatMap(({ caveat }) => caveat ?? [])
}

const allowed = (token: string | undefined) =>
  caveatsOf(token).flatMap(caveat =>
    caveat.kind === 'allow'
      ? caveat.rows.map(({ actions, targets }) =>
          [actions.join(), ...targets.map(({ package: name }) => name ?? '*')].join(' '),
        )
      : [],
  )

const digest = (path: string) => `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`

describe.skipIf(requireTool('twine'))('twine', () => {
  test('uploads with a token that can send these very files, for fifteen minutes', async () => {
    const file = bench.wheel('gizmo', '1.0')
    const before = Date.now()
    const { exitCode, said } = await bench.exec(['--', twine, 'upload', file], owner)
    expect(exitCode).toBe(0)
    expect(said).toContain('twine may publish pypi:acme/gizmo, this one file; its token ends in ')
    const [token, ...others] = new Set(wire.tokensAt('/pypi/acme/legacy/'))
    expect(others).toEqual([])
    const caveats = caveatsOf(token)
    expect(allowed(token)).toEqual(['publish gizmo'])
    expect(caveats).toContainEqual({ kind: 'digest', digests: [digest(file)] })
    expect(caveats).toContainEqual({ kind: 'version', versions: ['1.0'] })
    expect(caveats).toContainEqual({ kind: 'audience', origins: [latchkey.origin] })
    const ends = Math.min(...caveats.map(caveat => (caveat.kind === 'expires' ? caveat.expiresAt : Infinity)))
    expect(ends * 1000 - before).toBeLessThanOrEqual(15 * 60_000 + 2000)
    expect(bench.leftOver()).toEqual([])
  })

  test('what the wire saw sends no other file, and reads nothing', async () => {
    await bench.exec(['--', twine, 'upload', bench.wheel('gizmo', '2.0')], owner)
    const [token] = wire.tokensAt('/pypi/acme/legacy/')
    const other = bench.wheel('gizmo', '2.1')
    const again = await bench.exec(['--', twine, 'upload', other], owner, {
      run: async child => {
        const environment = { ...child.environment, TWINE_PASSWORD: token }
        const { runChild } = await import('../desk/run-child.ts')
        return runChild(process, { ...child, environment, quiet: true, input: '' })
      },
    })
    expect(again.exitCode).toBe(1)
    const headers = { authorization: `Bearer ${token}` }
    expect((await fetch(`${latchkey.origin}/pypi/acme/simple/gizmo/`, { headers })).status).toBe(403)
  })

  test('several packages in one go have a row that names each, and the digest of every file', async () => {
    const files = [bench.wheel('sprocket', '1.0'), bench.wheel('cog', '3.0')]
    const { exitCode } = await bench.exec(['--', twine, 'upload', `${bench.folder}/*.whl`], owner)
    expect(exitCode).toBe(0)
    const [token] = wire.tokensAt('/pypi/acme/legacy/')
    expect(allowed(token)).toEqual(['publish cog sprocket'])
    const [digests] = caveatsOf(token).flatMap(caveat => (caveat.kind === 'digest' ? [caveat.digests] : []))
    expect([...(digests ?? [])].sort()).toEqual(files.map(digest).sort())
  })

  test('its exit code is passed on', async () => {
    const { exitCode } = await bench.exec(
      ['--', twine, 'upload', '--bad-option', bench.wheel('gizmo', '3.0')],
      owner,
    )
    expect(exitCode).toBe(2)
  })
})
