/** Every secret of a run, so that it can be looked for where it must not be. */
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export class Secrets {
  readonly #values = new Map<string, string>()

  /** Remembers a secret under a name that may be printed, and hands it back. */
  keep(name: string, value: string): string {
    this.#values.set(name, value)
    return value
  }

  get size(): number {
    return this.#values.size
  }

  /** The names of the secrets that stand in `text`, in any of its forms. */
  foundIn(text: string): readonly string[] {
    return [...this.#values].flatMap(([name, value]) =>
      formsOf(value).some(form => text.includes(form)) ? [name] : [],
    )
  }

  /** The names of the secrets that stand in any file of a folder, with the file. */
  foundInFolder(folder: string): readonly string[] {
    return globSync('**/*', { cwd: folder, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => join(entry.parentPath, entry.name))
      .flatMap(file => this.foundIn(readFileSync(file, 'latin1')).map(name => `${name} in ${file}`))
  }
}

/** A secret as it is, and as JSON, URLs and HTTP Basic write it. */
export function formsOf(value: string): readonly string[] {
  return [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value), basic(value)]
}

/** What stands after `Authorization: Basic`, without the padding that depends on what follows. */
function basic(value: string): string {
  return Buffer.from(`__token__:${value}`).toString('base64').replace(/=+$/, '')
}
