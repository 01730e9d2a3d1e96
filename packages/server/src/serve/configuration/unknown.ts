/** Names that are no setting: a typing error must not quietly leave a default in force. */
import { nearest } from '@latchkey/protocol/command'
import { environmentName, isSecret, settingNames } from '../settings.ts'
import { type Problem, problem } from './problem.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** Names the settings file. It is the one variable that is no setting itself. */
export const fileVariable = 'LATCHKEY_JSON'

const keys = settingNames.flatMap(name => (isSecret(name) ? [name, `${name}File`] : [name]))
const variables = [...keys.map(environmentName), fileVariable]

/** Others that begin so: what the command `latchkey` reads, and what the tests of Latchkey do. */
const ofOthers = /^LATCHKEY_(?:REGISTRY|CONFIG|TOKEN(?:_.+)?|TEST_.+|REQUIRE_TOOLS)$/

export function unknownInFile(values: Readonly<Record<string, unknown>>, path: string): readonly Problem[] {
  return Object.keys(values)
    .filter(key => !keys.includes(key))
    .map(key => unknown(`"${key}" in ${path}`, nearest(key, keys)))
}

/** An empty variable counts as unset here too. */
export function unknownInEnvironment(environment: Environment): readonly Problem[] {
  return Object.keys(environment)
    .filter(name => name.startsWith('LATCHKEY_') && environment[name])
    .filter(name => !variables.includes(name) && !ofOthers.test(name))
    .map(name => unknown(name, nearest(name, variables)))
}

function unknown(name: string, near: string | undefined): Problem {
  return problem(
    `There is no setting ${name}.`,
    near ? `Did you mean ${near}?` : 'See all of them: npx latchkey-server config show',
  )
}
