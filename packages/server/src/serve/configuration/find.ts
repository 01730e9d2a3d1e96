/** Where each setting's text is found: the environment, then `latchkey.json`, then the default. */
import { refused } from '@latchkey/tokens'
import { defaultOf, environmentName, isSecret, type SettingName, settingNames } from '../settings.ts'
import { parseJson } from './parse-json.ts'
import { type Problem, problem } from './problem.ts'
import { type Environment, fileVariable, unknownInEnvironment, unknownInFile } from './unknown.ts'

/** The text of a file; throws as `node:fs` does. */
export type ReadText = (path: string) => string

export interface Found {
  readonly text: string
  /** By what name it was set: `LATCHKEY_DATA`, `"data" in /etc/latchkey/latchkey.json`, `default`. */
  readonly source: string
}

export interface FoundSettings {
  /** A setting without a default that was not set is absent. */
  readonly found: ReadonlyMap<SettingName, Found>
  readonly problems: readonly Problem[]
}

/** `latchkey.json` where the program was started, if there is one; or the file that the environment names. */
export function findSettings(environment: Environment, readText: ReadText): FoundSettings {
  const path = environment[fileVariable] || './latchkey.json'
  const file = readSettingsFile(path, readText, environment[fileVariable] ? 'must be there' : 'may be there')
  const values = refused(file) ? {} : file
  const problems: Problem[] = [
    ...(refused(file) ? [file] : unknownInFile(values, path)),
    ...unknownInEnvironment(environment),
  ]
  const found = new Map<SettingName, Found>()
  for (const name of settingNames) {
    const inEnvironment = (key: string) => ({
      source: environmentName(key),
      text: environment[environmentName(key)],
    })
    const inFile = (key: string) => ({ source: `"${key}" in ${path}`, text: textOf(values[key]) })
    const setting = [inEnvironment, inFile]
      .map(look => setIn(name, look, readText))
      .find(each => each !== undefined)
    const standard = defaultOf(name)
    if (refused(setting)) problems.push(setting)
    else if (setting) found.set(name, setting)
    else if (standard !== undefined) found.set(name, { text: standard, source: 'default' })
  }
  return { found, problems }
}

interface Look {
  readonly source: string
  readonly text: string | undefined
}

/** What one source says of a setting; a secret may be in a file of its own. */
function setIn(name: SettingName, look: (key: string) => Look, readText: ReadText) {
  const plain = look(name)
  const inFile = isSecret(name) ? look(`${name}File`) : undefined
  if (plain.text && inFile?.text)
    return problem(`${plain.source} and ${inFile.source} are both set.`, 'Unset one of them.')
  if (inFile?.text) return readSecretFile(inFile.text, inFile.source, readText)
  return plain.text ? { text: plain.text, source: plain.source } : undefined
}

function readSecretFile(path: string, source: string, readText: ReadText): Found | Problem {
  try {
    return { text: readText(path).replace(/\r?\n$/, ''), source: `${source}, ${path}` }
  } catch (error) {
    return problem(
      `${source} names a file that cannot be read: ${(error as Error).message}.`,
      'Name one that this user may read.',
    )
  }
}

type FileValues = Readonly<Record<string, unknown>>

function readSettingsFile(
  path: string,
  readText: ReadText,
  presence: 'may be there' | 'must be there',
): FileValues | Problem {
  let text: string
  try {
    text = readText(path)
  } catch (error) {
    if (presence === 'may be there' && (error as NodeJS.ErrnoException).code === 'ENOENT') return {}
    return problem(
      `The settings file ${path} cannot be read: ${(error as Error).message}.`,
      `Make it readable for this user, or set ${fileVariable} to the right one.`,
    )
  }
  const json = objectIn(text)
  return json ?? problem(`${path} is not a JSON object.`, 'Write {"origin": "https://packages.example.com"}.')
}

function objectIn(text: string): FileValues | undefined {
  const json = parseJson(text)
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : undefined
}

/** In the file, a number may be a number, a list a list, and what is written as JSON an object. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value
  return Array.isArray(value) ? value.join(',') : JSON.stringify(value)
}
