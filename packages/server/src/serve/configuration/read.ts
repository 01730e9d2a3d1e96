/** From the texts of all settings to their values. Every problem is found, not only the first. */
import { type SettingName, settingNames, settings, type Values } from '../settings.ts'
import { type Found, findSettings, type ReadText } from './find.ts'
import { type Problem, problem } from './problem.ts'
import { contradictions } from './rules.ts'
import type { Environment } from './unknown.ts'

export interface SettingsRead {
  /** Absent where there are problems. */
  readonly values: Values | undefined
  readonly found: ReadonlyMap<SettingName, Found>
  readonly problems: readonly Problem[]
}

export function readSettings(environment: Environment, readText: ReadText): SettingsRead {
  const { found, problems } = findSettings(environment, readText)
  const values: Partial<Record<SettingName, unknown>> = {}
  const wrong: Problem[] = []
  for (const name of settingNames) {
    const setting = found.get(name)
    const read = setting && settings[name].reads.safeParse(setting.text)
    if (setting && read && !read.success)
      wrong.push(unusable(setting, read.error.issues[0]?.message ?? '', name))
    values[name] = read?.data
  }
  const all = [...problems, ...wrong]
  if (all.length > 0) return { values: undefined, found, problems: all }
  // Every text was read by its own setting's reader, and every default is there.
  const whole = values as Values
  const contradicting = contradictions(whole, found)
  return { values: contradicting.length === 0 ? whole : undefined, found, problems: contradicting }
}

/** The text itself is not repeated: it may be a secret that was pasted into the wrong place. */
function unusable({ source }: Found, reason: string, name: SettingName): Problem {
  return problem(
    `${source} is set to something that cannot be used: ${reason}.`,
    `Set ${source} again, or unset it. It means: ${settings[name].about}`,
  )
}
