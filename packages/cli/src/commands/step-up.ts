/** `latchkey step-up`: a one-time code is given before anything asks for it. */
import type { Secret } from '@latchkey/protocol'
import { flag, text } from '@latchkey/protocol/command'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { instant, moment } from '../from-now.ts'
import { readSecret } from '../keys/index.ts'
import { atRegistry, callbacksAt, openRegistry } from '../registries/index.ts'

export const command = defineCommand({
  name: 'step-up',
  about:
    'Gives a one-time code of your second factor now, so that nothing asks for one until the window closes. The code is asked\n' +
    'for, or read from standard input. For clients that cannot ask, and for scripts that are about to change several things.',
  examples: ['latchkey step-up', '# With a passkey, on a page of the registry', 'latchkey step-up --link'],
  insteadOfOperands: 'Pipe the code in (latchkey step-up < FILE), or type it when it is asked for.',
  options: {
    link: flag('Print the address of the page that opens the window, and ask for nothing.'),
    'code-file': text('PATH', 'Read the code from a file, not from standard input.'),
    ...atRegistry,
  },
  async run({ link, 'code-file': path, ...asked }, desk) {
    let page: string | undefined
    const piped =
      link || (desk.interactive.input && path === undefined)
        ? undefined
        : await readSecret({ path, question: '' }, desk)
    if (refused(piped)) return piped
    if (!link && piped === undefined && !desk.person.isThere) return noCode
    const { promptCode, ...others } = callbacksAt(desk)
    const prompt = piped === undefined ? promptCode : once(piped)
    const callbacks = {
      ...others,
      ...(!link && prompt && { promptCode: prompt }),
      ...(link && {
        openLink: (url: string) => {
          page = url
          return 'opened' as const
        },
      }),
    }
    const open = await openRegistry(desk, asked, { callbacks })
    if (refused(open)) return open
    const opened = await open.client.stepUp()
    const { origin } = open.client.registry
    if (refused(opened)) return opened.code === 'code_cancelled' && piped ? notRight : opened
    if (page !== undefined) return { data: { registry: origin, link: page, closesAt: null }, text: page }
    const { closesAt } = opened
    const until = closesAt === undefined ? '' : `, until ${moment(closesAt, desk.now())}`
    return {
      data: { registry: origin, link: null, closesAt: instant(closesAt) },
      text: `No other code is needed at ${origin}${until}.`,
    }
  },
})

/** Of several prompts the first alone: there is only this one code. */
function once(code: Secret) {
  return ({ attempt }: { readonly attempt: number }) => (attempt === 1 ? code : ('cancelled' as const))
}

const noCode: Refusal<'code_required'> = refuse(
  'code_required',
  'There is no one-time code, and nobody here who could be asked for one.',
  'Pipe it in (latchkey step-up < FILE), or open the page that this prints: latchkey step-up --link',
)

const notRight: Refusal<'invalid_totp'> = refuse(
  'invalid_totp',
  'That code was not right, or was used before.',
  'Wait for the next one, and give that.',
)
