/** Settings that a client keeps in a way of its own, changed by its own command. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import type { ManagedSetting } from './client-setup.ts'

export type Words = readonly [program: string, ...words: string[]]

/** The commands that are still to be run. What somebody set to something else since is left alone. */
export async function planSettings(
  desk: Desk,
  settings: readonly ManagedSetting[],
  doing: 'put' | 'take',
): Promise<readonly Words[] | Refusal> {
  const commands: Words[] = []
  for (const setting of settings) {
    const shown = await desk.run({ words: setting.shows, input: '', quiet: true })
    if (refused(shown)) return shown
    if (shown.output.includes(setting.value) === (doing === 'take')) commands.push(setting[doing])
  }
  return commands
}

export async function runAll(desk: Desk, commands: readonly Words[]): Promise<Refusal | undefined> {
  for (const words of commands) {
    const ended = await desk.run({ words, input: '', quiet: true })
    if (refused(ended)) return ended
    if (ended.exitCode !== 0)
      return refuse('setting_failed', `"${words.join(' ')}" failed.`, 'Type it yourself to see why.')
  }
  return undefined
}
