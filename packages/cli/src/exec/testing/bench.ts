/** A folder to type `latchkey exec` in, and programs that tell what they were given. */
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { wheelBytes, wheelFilename } from '../../../../server/src/ecosystems/pypi/testing/wheel.ts'
import type { Home } from '../../testing/at-a-latchkey.ts'
import type { AtDesk, Played } from '../../testing/terminal.ts'

export interface Bench extends Disposable {
  /** Where it is typed. */
  readonly folder: string
  /** Where programs are found first. */
  readonly programs: string
  /** Types `latchkey exec ...words`. */
  exec(words: readonly string[], home: Typing, scene?: AtDesk): Promise<Played>
  /** A wheel of that name, in the folder; its path. */
  wheel(name: string, version: string): string
  /** A file in the folder; its path. */
  file(name: string, content: string): string
  /** A program of that name; what it was given, once it ran. */
  probe(name: string): { readonly path: string; told(): Told | undefined }
  /** What is left in the folder where files of a run are put. */
  leftOver(): readonly string[]
}

/** Whoever types. */
export type Typing = Pick<Home, 'play' | 'environment'>

export interface Told {
  /** As other processes see it. */
  readonly commandLine: string
  readonly environment: Readonly<Record<string, string>>
  readonly files: readonly { readonly path: string; readonly mode: number; readonly text: string }[]
  readonly folderMode: number | undefined
}

export function openBench(): Bench {
  const outer = mkdtempSync(join(tmpdir(), 'latchkey-exec-'))
  const [folder, runs, programs] = [join(outer, 'work'), join(outer, 'runs'), join(outer, 'bin')]
  for (const each of [folder, runs, programs]) mkdirSync(each)
  const files: Record<string, string | Uint8Array> = {}
  const file: Bench['file'] = (name, content) => {
    const path = join(folder, name)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, content)
    files[path] = content
    return path
  }
  return {
    ...{ folder, programs, file },
    exec: (words, home, scene) =>
      home.play(['exec', ...words], {
        ...{ folder, ...scene },
        files: { ...files, ...scene?.files },
        environment: {
          ...{ PATH: `${programs}:${process.env['PATH']}`, TMPDIR: runs, HOME: home.environment['HOME'] },
          ...scene?.environment,
        },
      }),
    wheel(name, version) {
      const path = join(folder, wheelFilename({ name, version }))
      const bytes = wheelBytes({ name, version })
      writeFileSync(path, bytes)
      files[path] = bytes
      return path
    },
    probe(name) {
      const [path, answer] = [join(programs, name), join(outer, `${name}.json`)]
      writeFileSync(path, `#!${process.execPath}\n${telling(runs, answer)}`)
      chmodSync(path, 0o755)
      return { path, told: () => read(answer) }
    },
    leftOver: () => readdirSync(runs).filter(name => name.startsWith('latchkey-')),
    [Symbol.dispose]: () => rmSync(outer, { recursive: true, force: true }),
  }
}

function read(path: string): Told | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Runs in a process of its own: plain CommonJS. */
function telling(runs: string, answer: string): string {
  return `const fs = require('node:fs'), path = require('node:path')
const runs = ${JSON.stringify(runs)}
const mode = at => fs.statSync(at).mode & 0o777
const inside = at => fs.readdirSync(at, { withFileTypes: true }).flatMap(each =>
  each.isDirectory() ? inside(path.join(at, each.name)) : [path.join(at, each.name)])
const [own] = fs.readdirSync(runs)
fs.writeFileSync(${JSON.stringify(answer)}, JSON.stringify({
  commandLine: fs.readFileSync('/proc/self/cmdline', 'utf8'),
  environment: process.env,
  folderMode: own && mode(path.join(runs, own)),
  files: own ? inside(path.join(runs, own)).map(at => ({ path: at, mode: mode(at), text: fs.readFileSync(at, 'utf8') })) : [],
}))
`
}
