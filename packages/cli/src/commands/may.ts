/** `latchkey may ACTION PACKAGE[@VERSION]`: whether something would be allowed, before it is tried. */
import { isAction, parseTarget, type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { atRegistry, atSameRegistry, openRegistry } from '../registries/index.ts'

/** Those that a registry decides beforehand. */
const actions = ['describe', 'read', 'publish', 'retire', 'delete', 'maintain'] as const

export const command = defineCommand({
  name: 'may',
  about:
    'Asks the registry whether something would be allowed now, with the credential that it would go out with: yes or no, why,\n' +
    'and whether a one-time code will be asked for. Nothing is done and nothing used up. No exits with 1.',
  examples: [
    'latchkey may publish pypi:acme/widget@1.2.3',
    '# In a script, before an hour of building',
    'latchkey may publish pypi:acme/widget && make release',
    '# A whole repository',
    'latchkey may read pypi:acme',
  ],
  operands: ['ACTION', 'PACKAGE[@VERSION]'],
  options: atRegistry,
  async run(asked, desk, [typed = '', about = '']) {
    const action = actions.find(each => each === typed)
    if (action === undefined) return notAsked(typed)
    const { target, version } = splitVersion(about)
    if (refused(parseTarget(target))) return noTarget
    const open = await openRegistry(desk, asked)
    if (refused(open)) return open
    const answer = await open.client.may(action, target, version)
    if (refused(answer)) return answer
    const question = {
      registry: open.client.registry.origin,
      action,
      target,
      packageVersion: version ?? null,
    }
    if (!answer.may)
      return { no: true, data: { ...question, ...answer }, text: `No. ${answer.reason}`, note: answer.next }
    const { reason, codeNeeded, dependsOn } = answer
    const yes =
      dependsOn.length === 0
        ? `Yes. ${sentence(reason)}`
        : `Yes, but it depends on its ${dependsOn.join(' and ')}.`
    const code = codeNeeded
      ? `\n${atSameRegistry('A one-time code will be asked for: give it now with latchkey step-up', asked)}.`
      : ''
    return { data: { ...question, ...answer }, text: `${yes}${code}` }
  },
})

/** A reason may be a phrase. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}

/** A name may begin with the sign itself: `npm:acme/@scope/widget@1.0.0`. */
function splitVersion(text: string): { readonly target: string; readonly version?: string } {
  const at = text.lastIndexOf('@')
  const isVersion = at > 0 && text[at - 1] !== '/' && at + 1 < text.length
  return isVersion ? { target: text.slice(0, at), version: text.slice(at + 1) } : { target: text }
}

function notAsked(typed: string): Refusal<'usage'> {
  const what = isAction(typed) ? `Whether you may ${typed} is not said beforehand.` : 'That is not an action.'
  return refuse('usage', what, `Write one of: ${actions.join(', ')}.`)
}

/** What was typed may be a secret: it is not asked about. */
const noTarget: Refusal<'usage'> = refuse(
  'usage',
  'That names neither a package nor a repository.',
  'Type: latchkey may publish pypi:acme/widget',
)
