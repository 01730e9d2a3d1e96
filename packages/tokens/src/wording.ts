/**
 * How restrictions and attempts are put into words. A refusal may travel as an HTTP reason phrase, so everything here
 * is visible ASCII on one line, and but for `every` of bounded length, whatever the token holds.
 */
import { type Access, pending } from './access.ts'

/** Text from outside in quotes: cut to `length` characters, everything but visible ASCII and spaces as `?`. */
export function quoted(text: string, length = 60): string {
  return `"${plain(text, length)}"`
}

/** "a", "a or b", "a, b or c", "a, b, ... and 12 more": as many items as find room in about `room` characters. */
export function listed(items: readonly string[], joint: 'and' | 'or' = 'or', room = 90): string {
  const shown: string[] = []
  let left = room
  for (const item of items) {
    const text = plain(item, room)
    if (text.length > left) break
    shown.push(text)
    left -= text.length
  }
  const rest = items.length - shown.length
  if (rest > 0) return `${shown.join(', ')}, ... and ${rest} more`
  const last = shown.pop() ?? 'nothing'
  return shown.length === 0 ? last : `${shown.join(', ')} ${joint} ${last}`
}

/** The same with every item, whatever room it takes: for pages and commands, not for refusals. */
export function every(items: readonly string[], joint: 'and' | 'or' = 'or'): string {
  return listed(items, joint, Number.POSITIVE_INFINITY)
}

/** Unix seconds as `2026-11-03T12:00:00Z`; those beyond any calendar as a bare number. */
export function instant(seconds: number): string {
  const date = new Date(seconds * 1000)
  return Number.isNaN(date.getTime()) ? `unix second ${seconds}` : date.toISOString().replace('.000Z', 'Z')
}

/** What was tried: "publish pypi:acme/widget", "read the whole of pypi:acme", "administer acme". */
export function describeAttempt(access: Access): string {
  if (access.organization !== undefined) return `${access.action} ${plain(place(access), 90)}`
  return access.action === 'account' ? "manage an account's keys and logins" : access.action
}

function place({ organization = '', ecosystem, package: name }: Access): string {
  if (ecosystem === undefined) return organization
  const repository = `${ecosystem}:${organization}`
  if (name === undefined) return `the whole of ${repository}`
  return name === pending ? `a package of ${repository}` : `${repository}/${name}`
}

function plain(text: string, length: number): string {
  const ascii = text.slice(0, length + 1).replace(/[^ -~]/g, '?')
  return ascii.length > length ? `${ascii.slice(0, length - 3)}...` : ascii
}
