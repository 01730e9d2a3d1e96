/** What the person is told before the client begins. */
import { fromNow } from '../from-now.ts'
import type { Prepared } from './prepare.ts'

/**
 * What its token may, and not what was read from its words: where the one is wider, the person hears that. `now`:
 * milliseconds since 1970.
 */
export function inWords({ client, doing, narrowing, repository, expiresAt }: Prepared, now: number): string {
  const ends = expiresAt === undefined ? '' : `; its token ends ${fromNow(expiresAt * 1000, now)}`
  const actions = listed(narrowing.action.length > 0 ? narrowing.action : doing.actions)
  if (narrowing.package.length > 0) {
    const files = narrowing.file.length === 0 ? '' : `, ${counted(narrowing.file.length)}`
    const more = narrowing.reads === undefined ? '' : `, and read ${listed(narrowing.reads)}`
    return `${client} may ${actions} ${listed(narrowing.package)}${files}${more}${ends}.`
  }
  if (doing.actions.every(action => action === 'read')) return `${client} may read ${repository}${ends}.`
  const all = repository === undefined ? 'whatever the token may' : `anything in ${repository}`
  const why =
    doing.packages.length > 0
      ? 'No token can be held to a package here'
      : 'Which package it is cannot be told from what was typed'
  return `${why}: ${client} may ${actions} ${all}${ends}.`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function counted(files: number): string {
  return files === 1 ? 'this one file' : `these ${files} files`
}
