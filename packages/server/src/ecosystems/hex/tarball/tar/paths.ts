/** Where the entries of an archive would come to lie: inside the folder that it is unpacked in, and one at each place. */
import { shown, TarMalformed } from './malformed.ts'
import type { Entry } from './read-entries.ts'

/** As hex.pm has them (hexpm/hexpm `Hexpm.TarballLimits`): bytes of a path, and folders in each other. */
const longest = 255
const deepest = 16

/** Everything that was unpacked so far. */
export class Paths {
  readonly #kinds = new Map<string, Entry['kind']>()
  /** Each link by its name, with where it leads. */
  readonly #links = new Map<string, string>()

  /** Throws `TarMalformed` for what would lie elsewhere, or where something else does. */
  add({ kind, name, target }: Pick<Entry, 'kind' | 'name' | 'target'>): void {
    const segments = segmentsOf(kind === 'folder' ? name.replace(/\/$/, '') : name)
    // The folder itself in which all lies.
    if (segments.length === 0 && kind === 'folder') return
    check(name, segments)
    const path = this.#enter(name, segments)
    const there = this.#kinds.get(path)
    if (there !== undefined && !(there === 'folder' && kind === 'folder'))
      throw new TarMalformed(`${shown(name)} is there twice`)
    this.#kinds.set(path, kind)
    if (kind === 'link') this.#links.set(name, targetOf(name, segments.slice(0, -1), target))
  }

  /**
   * To be called once all of it is there. A link to a folder may lead in a circle: hex_core walks through what it has
   * unpacked, links and all, until its memory is full.
   */
  finish(): void {
    for (const [name, target] of this.#links) {
      const kind = target === '' ? 'folder' : this.#kinds.get(target)
      if (kind === 'folder' || kind === 'link')
        throw new TarMalformed(`the link ${shown(name)} leads to a ${kind}, and not to a file`)
    }
  }

  /** What lies above is a folder, said or not; through a link one would get elsewhere. */
  #enter(name: string, segments: readonly string[]): string {
    let path = ''
    for (const segment of segments.slice(0, -1)) {
      path += `${segment}/`
      const above = this.#kinds.get(path.slice(0, -1))
      if (above !== undefined && above !== 'folder')
        throw new TarMalformed(`${shown(name)} lies in something that is no folder`)
      this.#kinds.set(path.slice(0, -1), 'folder')
    }
    return path + segments.at(-1)
  }
}

/** `./` in front is how some programs write every name. */
function segmentsOf(name: string): readonly string[] {
  const path = name.replace(/^\.\//, '')
  return path === '' || path === '.' ? [] : path.split('/')
}

function check(name: string, segments: readonly string[]): void {
  if (name.startsWith('/') || /^[A-Za-z]:/.test(name))
    throw new TarMalformed(`${shown(name)} is an absolute path`)
  if (segments.includes('..')) throw new TarMalformed(`${shown(name)} leads out of the package`)
  if (segments.length === 0 || segments.includes('') || segments.includes('.') || isOdd(name))
    throw new TarMalformed(`${shown(name)} is no path`)
  if (Buffer.byteLength(name) > longest)
    throw new TarMalformed(`the path ${shown(name)} is longer than ${longest} bytes`)
  if (segments.length > deepest)
    throw new TarMalformed(`${shown(name)} lies more than ${deepest} folders deep`)
}

/** What only some systems, or terminals, take for something else. */
function isOdd(name: string): boolean {
  return /[\\\p{Cc}\u2028-\u202e\u2066-\u2069]/u.test(name)
}

/**
 * A link may go up from its own folder to the outermost one, and then down. Not down and up again: what it went down
 * may itself be a link, and then up is elsewhere.
 */
function targetOf(name: string, folder: readonly string[], target: string): string {
  const segments = target.split('/')
  const up = segments.findIndex(segment => segment !== '..')
  const upwards = up < 0 ? segments.length : up
  const down = segments.slice(upwards)
  if (
    upwards > folder.length ||
    target === '' ||
    target.startsWith('/') ||
    /^[A-Za-z]:/.test(target) ||
    isOdd(target) ||
    down.some(segment => segment === '..' || segment === '' || segment === '.')
  )
    throw new TarMalformed(
      `the link ${shown(name)} leads out of the package, or says its way so that one cannot tell`,
    )
  return [...folder.slice(0, folder.length - upwards), ...down].join('/')
}
