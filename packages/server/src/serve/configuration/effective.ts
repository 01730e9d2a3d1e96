/** The settings as they are shown: each with its value, or that it is a secret, and where that comes from. */
import type { EffectiveSetting } from '../../pages/index.ts'
import { isSecret, type SettingName, settingNames, settings } from '../settings.ts'
import type { Found } from './find.ts'

/** What is not set is said by what holds instead. */
export function effectiveSettings(found: ReadonlyMap<SettingName, Found>): readonly EffectiveSetting[] {
  return settingNames.map(name => {
    const set = found.get(name)
    if (set) return { name, value: isSecret(name) ? undefined : set.text, source: set.source }
    const standard = settings[name]
    return { name, value: 'unset' in standard ? standard.unset : '', source: 'default' }
  })
}
