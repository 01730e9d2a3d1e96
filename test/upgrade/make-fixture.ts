/**
 * `npm run fixture`: writes what the newest schema is tested with from now on, `test/upgrade/released/NAME/`. It is
 * committed with the migration, made anew while that may still change, and never again once it was released.
 */
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { play } from '../../packages/protocol/src/command/testing/play.ts'
import { program } from '../../packages/server/src/serve/program.ts'
import { migrations } from '../../packages/server/src/storage/migrations/index.ts'
import { liveIn } from './live-in.ts'
import { fixtureOf, schemaOf } from './released.ts'

const newest = migrations.at(-1)?.name ?? ''
const fixture = fixtureOf(newest)
const data = mkdtempSync(join(tmpdir(), 'latchkey-fixture-'))
try {
  const keys = await liveIn(data)
  rmSync(fixture, { recursive: true, force: true })
  mkdirSync(fixture, { recursive: true })
  const taken = await play(program, ['backup', join(fixture, 'backup')], {
    environment: { LATCHKEY_DATA: data },
  })
  if (taken.exitCode !== 0) throw new Error(taken.said)
  const { tables } = JSON.parse(readFileSync(join(fixture, 'backup', 'backup.json'), 'utf8'))
  const empty = tables.filter(({ rows }: { rows: number }) => rows === 0)
  if (empty.length > 0)
    throw new Error(
      `Let something stand in every table (live-in.ts): ${empty.map(({ name }: { name: string }) => name)}`,
    )
  for (const name of ['master-keys.json', 'second-factor-key.json', 'hex-signing-key.pem'])
    copyFileSync(join(data, name), join(fixture, name))
  writeFileSync(join(fixture, 'keys.json'), `${JSON.stringify(keys, undefined, 2)}\n`)
  writeFileSync(join(fixture, 'schema.sql'), await schemaOf(migrations, join(data, 'schema.db')))
  process.stdout.write(`${fixture} is made. Type: npm run check -- --write\n`)
} finally {
  rmSync(data, { recursive: true })
}
