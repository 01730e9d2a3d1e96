/** What the person is told before the client begins. */
import { fromNow } from '../from-now.ts'
import type { Prepared } from './prepare.ts'

/** `now`: milliseconds since 1970. */
export function inWords({ client, doing, repository, expiresAt }: Prepared, now: number): string {
  const ends = expiresAt === undefined ? '' : `; its token ends ${fromNow(expiresAt * 1000, now)}`
  const actions = listed(doing.actions)
  const where = repository === undefined ? '' : `${repository}/`
  if (doing.packages.length > 0) {
    const names = listed(doing.packages.map(name => `${where}${name}`))
    const files =
      doing.files === undefined || repository === undefined ? '' : `, ${counted(doing.files.length)}`
    return `${client} may ${actions} ${names}${files}${ends}.`
  }
  if (doing.actions[0] === 'read') return `${client} may read ${repository}${ends}.`
  const all = repository === undefined ? 'whatever the token may' : `anything in ${repository}`
  return `Which package it is cannot be told from what was typed: ${client} may ${actions} ${all}${ends}.`
}

function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

function counted(files: number): string {
  return files === 1 ? 'this one file' : `these ${files} files`
}
