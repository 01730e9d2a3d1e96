/**
 * Where Yarn (2 and later) would send the token of its variable besides the repository: to every scope of `.yarnrc.yml`
 * that has a registry and no credential of its own (Yarn, "Settings", `npmScopes`).
 */
import { homedir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Typed } from './client.ts'
import { withoutCredentials } from './credential-variables.ts'
import { readWords } from './read-words.ts'

/** As they are written there: what is no address is for whoever asks to refuse. */
export async function registriesOfScopes(typed: Typed): Promise<readonly string[]> {
  const { environment, folder, readFile, words } = typed
  const begin = resolve(folder, readWords(words, { cwd: undefined }).values('cwd').at(-1) ?? '.')
  const folders = [...new Set([...upwards(begin), environment['HOME'] || homedir()])]
  const name = environment['YARN_RC_FILENAME'] || '.yarnrc.yml'
  const read = folders.map(each => readFile(join(each, name)).catch(() => new Uint8Array()))
  const texts = (await Promise.all(read)).map(bytes => new TextDecoder().decode(bytes))
  return texts.flatMap(text => blocksOf(text).flatMap(block => registriesIn(block, environment)))
}

function upwards(folder: string): readonly string[] {
  const above = dirname(folder)
  return above === folder ? [folder] : [folder, ...upwards(above)]
}

/** Lines below each other that are indented alike. Those that are not indented at all go behind the variables. */
function blocksOf(text: string): readonly string[] {
  const blocks: { readonly indent: string; lines: string }[] = []
  for (const line of text.split(/\r?\n/).filter(each => /^\s*[^\s#]/.test(each))) {
    const [indent = ''] = /^\s*/.exec(line) ?? []
    const last = blocks.at(-1)
    if (last?.indent === indent && indent !== '') last.lines += `\n${line}`
    else blocks.push({ indent, lines: line })
  }
  return blocks
    .filter(({ indent, lines }) => indent !== '' || inOneLine.test(lines))
    .map(({ lines }) => lines)
}

/** A map as JSON writes it; variables have braces, too. */
const inOneLine = /(?<!\$)\{/

function registriesIn(block: string, environment: Typed['environment']): readonly string[] {
  const registries = [
    ...block.matchAll(/\bnpm(?:RegistryServer|PublishRegistry)["']?\s*:\s*["']?([^\s"',}]+)/g),
  ]
  const isOfOneScope = !inOneLine.test(block)
  const [, own] = /^\s*["']?npmAuth(?:Token|Ident)["']?\s*:\s*["']?([^\s"']+)/m.exec(block) ?? []
  if (isOfOneScope && own !== undefined && isSet(own, environment)) return []
  return registries.flatMap(([, address]) => address ?? [])
}

/** `${NAME}` and `${NAME:-}` are empty where the variable is, or is one that is taken away here. */
function isSet(value: string, environment: Typed['environment']): boolean {
  const [, name] = /^\$\{(\w+)/.exec(value) ?? []
  return name === undefined || Boolean(withoutCredentials(environment)[name])
}
