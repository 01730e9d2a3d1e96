/** Settings that a client keeps in a way of its own, changed by its own command. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'
import type { ManagedSetting } from './client-setup.ts'

export type Words = readonly [program: string, ...words: string[]]

/** `home`: where they are run. A program may obey what lies in a project (mix runs `mix.exs`), which nobody asked for here. */
interface At extends Pick<Desk, 'run'> {
  readonly home: string
}

/** The commands that are still to be run. What somebody set to something else since is left alone. */
export async function planSettings(
  { run, home }: At,
  settings: readonly ManagedSetting[],
  doing: 'put' | 'take',
): Promise<readonly Words[] | Refusal> {
  const commands: Words[] = []
  for (const setting of settings) {
    const shown = await run({ words: setting.shows, folder: home, input: '', quiet: true })
    if (refused(shown)) return shown
    if (shown.output.includes(setting.value) === (doing === 'take')) commands.push(setting[doing])
  }
  return commands
}

export async function runAll({ run, home }: At, commands: readonly Words[]): Promise<Refusal | undefined> {
  for (const words of commands) {
    const ended = await run({ words, folder: home, input: '', quiet: true })
    if (refused(ended)) return ended
    if (ended.exitCode !== 0)
      return refuse('setting_failed', `"${words.join(' ')}" failed.`, 'Type it yourself to see why.')
  }
  return undefined
}
