/** `latchkey completion`: what a shell needs to offer commands, options and registries at each Tab. */
import { complete, type KnownValues } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import type { Desk } from '../desk/index.ts'

export const command = defineCommand({
  name: 'completion',
  about:
    'Prints a few lines for a shell, which then asks this command at each Tab what may be typed there; the words that are\n' +
    'offered are those of the command as it is at that moment. `latchkey completion answer -- WORDS` is what it asks.',
  examples: [
    '# In ~/.bashrc',
    'source <(latchkey completion bash)',
    '# In ~/.zshrc, after compinit',
    'source <(latchkey completion zsh)',
    '# In ~/.config/fish/config.fish',
    'latchkey completion fish | source',
  ],
  operands: ['bash|zsh|fish|answer', '[WORD...]'],
  options: {},
  async run(_, desk, [shell = '', ...words], commands) {
    const { filesMayStandThere, scripts, shells } = await import('../completion/index.ts')
    if (shell === 'answer') {
      const { candidates, files } = await complete(commands, words, await knownTo(desk, words))
      const lines = candidates.map(({ value, about }) => `${value}\t${about}`)
      const all = [...(files ? [filesMayStandThere] : []), ...lines]
      return { data: { candidates, files }, ...(all.length > 0 && { text: all.join('\n') }) }
    }
    const known = shells.find(each => each === shell)
    if (known === undefined || words.length > 0)
      return refuse(
        'usage',
        'There are completions for three shells.',
        `Type one of: ${shells.map(each => `latchkey completion ${each}`).join(', ')}`,
      )
    return { data: { shell: known, script: scripts[known] }, text: scripts[known] }
  },
})

/** Nobody is asked: what is in the person's own settings, and nothing where those cannot be read. */
async function knownTo(desk: Desk, [first]: readonly string[]): Promise<KnownValues> {
  if (first === 'setup')
    return { CLIENT: (await import('../setup/index.ts')).clients.map(({ name }) => name) }
  const { defaultFolder } = await import('@latchkey/client/kept')
  const { readSettings } = await import('../registries/index.ts')
  const folder = defaultFolder(desk.environment, desk.platform)
  const settings = refused(folder) ? folder : await readSettings(folder)
  if (refused(settings)) return {}
  const registries = settings.known.map(({ registry }) => registry).filter(isPlain)
  const accounts = settings.known
    .flatMap(({ account, username }) => [account, username])
    .filter(each => each !== undefined)
    .filter(isPlain)
  return { '--registry': registries, REGISTRY: registries, '--account': accounts, ACCOUNT: accounts }
}

/** What no shell takes for more than a word. */
function isPlain(value: string): boolean {
  return /^[\w.:/@[\]-]+$/.test(value)
}
