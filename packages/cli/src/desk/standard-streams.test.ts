import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'

const module = new URL('standard-streams.ts', import.meta.url).href

/** A process that does this with its streams. */
function run(act: string): ChildProcessWithoutNullStreams {
  const program = `
    import { standardStreams } from ${JSON.stringify(module)}
    const { stdin, stdout, stderr } = standardStreams(process)
    ${act}
  `
  return spawn(process.execPath, ['--input-type=module', '--eval', program])
}

test('a slow reader is given all of it', async () => {
  const child = run("stdout.write('é'.repeat(500_000))")
  await setTimeout(300)
  let text = ''
  for await (const piece of child.stdout.setEncoding('utf8')) text += piece
  expect(text).toBe('é'.repeat(500_000))
})

test('a reader that has seen enough is no failure', async () => {
  const child = run("for (let i = 0; i < 100; i++) stdout.write('x'.repeat(100_000))")
  const said: unknown[] = []
  child.stderr.on('data', piece => said.push(piece))
  await once(child.stdout, 'data')
  child.stdout.destroy()
  const [exitCode] = await once(child, 'close')
  expect([exitCode, said]).toEqual([0, []])
})

test('input is read as it comes, and to its end', async () => {
  const child = run("for await (const piece of stdin) stdout.write('<' + Buffer.from(piece) + '>')")
  child.stdin.write('one')
  expect(String(await once(child.stdout, 'data'))).toBe('<one>')
  child.stdin.end('two')
  expect(String(await once(child.stdout, 'data'))).toBe('<two>')
  expect(await once(child, 'close')).toEqual([0, null])
})

test('nothing is a terminal that is none, and Node’s own streams are not made for finding out', async () => {
  const made =
    "process.moduleLoadList.some(name => name === 'NativeModule net' || name === 'NativeModule tty')"
  const child = run(`stdout.write(JSON.stringify([stdin.isTTY, stdout.isTTY, stderr.isTTY, ${made}]))`)
  expect(String(await once(child.stdout, 'data'))).toBe('[false,false,false,false]')
})
