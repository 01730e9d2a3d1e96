/** A command that only reads makes nothing: where there is no Latchkey yet, it says so. */
import { existsSync } from 'node:fs'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Configuration } from './configuration.ts'

/** That the embedded database is not there, as a refusal; nothing where it is, or is elsewhere. */
export function missingHere({
  database,
}: Pick<Configuration, 'database'>): Refusal<'nothing_here'> | undefined {
  const [, file] = /^sqlite:(.*)$/s.exec(database.expose()) ?? []
  if (file !== undefined && !existsSync(file)) return nothingHere(`There is no database at ${file}.`)
  return undefined
}

export function nothingHere(message: string): Refusal<'nothing_here'> {
  return refuse(
    'nothing_here',
    message,
    'Set LATCHKEY_DATA to the data folder of the server, and LATCHKEY_DATABASE where its database is elsewhere; or start one: npm start',
  )
}
