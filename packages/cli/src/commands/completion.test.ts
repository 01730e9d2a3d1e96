import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { requireTool } from '../../../../test/support/tools.ts'
import { writeSettings } from '../registries/index.ts'
import { play } from '../testing/terminal.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-completion-'))
const environment = { LATCHKEY_CONFIG: folder, HOME: folder }
beforeAll(async () => {
  const known = [{ registry: 'https://a.example' }, { registry: 'https://b.example', account: 'bob' }]
  await writeSettings(folder, { known })
  const bin = fileURLToPath(new URL('../../bin/latchkey.js', import.meta.url))
  writeFileSync(join(folder, 'latchkey'), `#!/bin/sh\nexec "${process.execPath}" "${bin}" "$@"\n`, {
    mode: 0o755,
  })
  writeFileSync(join(folder, 'token.txt'), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

async function answer(...words: readonly string[]): Promise<readonly string[]> {
  const { exitCode, output } = await play(['completion', 'answer', '--', ...words], { environment })
  expect(exitCode).toBe(0)
  return output.split('\n').filter(line => line !== '')
}

describe('the answer', () => {
  test('knows every command, with what it is for', async () => {
    expect(await answer('who')).toEqual(['whoami\tShow who the registry takes you for'])
    expect(await answer('token', 'ins')).toEqual(['inspect\tShow what a token is and what it may do'])
  })

  test('knows the options of each, and those of all', async () => {
    const options = (await answer('login', '--')).map(line => line.split('\t')[0])
    expect(options).toEqual(expect.arrayContaining(['--account', '--no-browser', '--json', '--help']))
  })

  test('knows the registries and accounts that there are', async () => {
    expect(await answer('status', '--registry', '')).toEqual(['https://a.example\t', 'https://b.example\t'])
    expect(await answer('switch', 'b')).toEqual(['bob\t'])
    expect(await answer('setup', 'tw')).toEqual(['twine\t'])
  })

  test('is nothing where settings cannot be read, and no failure', async () => {
    const scene = { environment: {} }
    const words = ['completion', 'answer', '--', 'switch', '']
    expect(await play(words, scene)).toEqual({ exitCode: 0, output: '', said: '' })
  })
})

test.each([['tcsh'], [''], ['bash', 'x']])('for %j there is none: 2', async (...words) => {
  expect(await play(['completion', ...words])).toMatchObject({ exitCode: 2, output: '' })
})

function run(program: string, ...words: readonly string[]): readonly string[] {
  const env = { ...environment, PATH: `${folder}:${process.env['PATH']}`, TERM: 'dumb' }
  const { stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', env, cwd: folder })
  return [...stdout.split('\n').filter(line => line !== ''), ...(stderr === '' ? [] : [`2> ${stderr}`])]
}

describe('bash', () => {
  const type = (line: string) =>
    run(
      ...(['/bin/bash', '--norc', '-c'] as const),
      `source <(latchkey completion bash); COMP_LINE=$1; COMP_POINT=\${#1}; _latchkey 2>/dev/null
       printf '%s\\n' "\${COMPREPLY[@]}"`,
      ...['bash', line],
    )

  test('offers commands, options and registries, without what it takes for another word', () => {
    expect(type('latchkey token ')).toEqual(expect.arrayContaining(['inspect', 'attenuate']))
    expect(type('latchkey logout --f')).toEqual(['--forget'])
    expect(type('latchkey switch https://b')).toEqual(['//b.example'])
  })
})

describe.skipIf(requireTool('zsh'))('zsh', () => {
  /** The real completion system, at a terminal of its own. */
  const type = (line: string) =>
    run(
      ...(['/usr/bin/zsh', '-f', '-c'] as const),
      `zmodload zsh/zpty; zpty z zsh -f -i
       zpty -w z "PS1= PS2= ; autoload -U compinit; compinit -D; source <(latchkey completion zsh); bindkey '^I' complete-word; zstyle ':completion:*' list-prompt ''; show() { print -r -- \\"<\\$BUFFER>\\"; zle kill-whole-line }; zle -N show; bindkey '^X' show; print READY"
       while zpty -r z out && [[ $out != *READY* || $out == *print* ]]; do :; done
       zpty -w -n z "$1"$'\\t\\x18'
       while zpty -r z out; do [[ $out == *'<latchkey'* ]] && break; done
       print -r -- "\${\${out#*<}%%>*}"; zpty -d z`,
      ...['zsh', line],
    )

  test('completes what there is one of', () => {
    expect(type('latchkey token ins')).toEqual(['latchkey token inspect '])
    expect(type('latchkey switch https://b')).toEqual(['latchkey switch https://b.example '])
  })
})

describe.skipIf(requireTool('fish'))('fish', () => {
  const type = (line: string) =>
    run('/usr/bin/fish', '--no-config', '-c', 'latchkey completion fish | source; complete -C $argv[1]', line)

  test('offers commands with what they are for, options, registries and files', () => {
    expect(type('latchkey who')).toEqual(['whoami\tShow who the registry takes you for'])
    expect(type('latchkey logout --f')).toEqual([expect.stringMatching(/^--forget\t/)])
    expect(type('latchkey switch https://b')).toEqual(['https://b.example'])
    expect(type('latchkey token inspect --token-file tok')).toEqual(['token.txt'])
  })
})
