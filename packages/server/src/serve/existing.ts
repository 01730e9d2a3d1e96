/** A command that only reads makes nothing: where there is no Latchkey yet, it says so. */
import { existsSync } from 'node:fs'
import { type Refusal, refuse } from '@latchkey/tokens'
import type { Configuration } from './configuration.ts'

/** The file that is missing here, as a refusal; nothing where all of them are there. */
export function missingHere({
  database,
  data,
  masterKeys,
}: Configuration): Refusal<'nothing_here'> | undefined {
  const [, file] = /^sqlite:(.*)$/s.exec(database.expose()) ?? []
  if (file !== undefined && !existsSync(file)) return nothingHere(`There is no database at ${file}.`)
  if (masterKeys === undefined && !existsSync(data.masterKeys))
    return nothingHere(`There are no master keys at ${data.masterKeys}.`)
  return undefined
}

export function nothingHere(message: string): Refusal<'nothing_here'> {
  return refuse(
    'nothing_here',
    message,
    'Set LATCHKEY_DATA to the data folder of the server, and LATCHKEY_DATABASE where its database is elsewhere; or start one: npm start',
  )
}
