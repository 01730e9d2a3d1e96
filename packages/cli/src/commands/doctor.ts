/** `latchkey doctor`: what is wrong here, and how to mend it. */
import { flag, withoutSecrets } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import type { Examined } from '../doctor/index.ts'
import { atRegistry } from '../registries/index.ts'

export const command = defineCommand({
  name: 'doctor',
  about:
    'Looks for what is wrong: the files and locks of this person, the clock, proxies, certificates, the keychain,\n' +
    'variables that go before a login, and the way to the registry, layer by layer. Names the command that mends each;\n' +
    '--fix does what is safe: modes, locks of the dead, files that were never finished.',
  examples: [
    '# What is wrong, if anything',
    'latchkey doctor',
    '# And mend what can be mended',
    'latchkey doctor --fix',
    '# At another registry, for a program: exits with 1 where there is a problem',
    'latchkey doctor --registry https://packages.example.com --json',
  ],
  options: { fix: flag('Mend what can be mended without losing anything.'), ...atRegistry },
  async run({ fix, ...asked }, desk) {
    const { examine, placeAt } = await import('../doctor/index.ts')
    const place = await placeAt(desk, asked)
    if (refused(place)) return place
    if (desk.interactive.error) desk.say('Looking ...\n')
    const found = await examine(place, { fix })
    const isWell = found.every(({ state, fixed }) => state !== 'problem' || fixed !== undefined)
    return {
      data: {
        registry: refused(place.chosen) ? null : withoutSecrets(place.chosen.registry),
        findings: found.map(asData),
      },
      text: [...found.map(inLines), '', inShort(found)].join('\n'),
      ...(!isWell && { no: true }),
    }
  },
})

function asData({ check, state, message, repair, fixed }: Examined): object {
  return { check, state, message, repair: repair ?? null, fixed: fixed ?? null }
}

function inLines({ check, state, message, repair, fixed }: Examined): string {
  const line = `${state.padEnd(7)}  ${check.padEnd(12)}  ${message}`
  if (fixed !== undefined) return `${line}\n${indent}Mended: ${fixed}`
  return repair === undefined ? line : `${line}\n${indent}${repair}`
}

const indent = ' '.repeat(23)

function inShort(found: readonly Examined[]): string {
  const left = found.filter(({ state, fixed }) => state !== 'ok' && fixed === undefined)
  if (left.length === 0) return 'All is well.'
  const problems = left.filter(({ state }) => state === 'problem').length
  const mendable = left.filter(({ fix }) => fix !== undefined).length
  const count = `${problems} ${problems === 1 ? 'problem' : 'problems'}, ${left.length - problems} to think of.`
  return mendable === 0 ? count : `${count} Mend ${mendable} of them: latchkey doctor --fix`
}
