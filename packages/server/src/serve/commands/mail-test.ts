/** `latchkey-server mail test`: one mail at once, and whether the mail server took it. */
import { defineCommand, required } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { newId } from '../../host/index.ts'
import { DeliveryFailure, readEmail } from '../../mail/index.ts'
import { readConfiguration } from '../configuration.ts'
import { clock, random } from '../machine.ts'
import { mailTransport } from '../mail-transport.ts'

export const command = defineCommand({
  name: 'mail test',
  about:
    'Sends one mail at once and says whether the mail server took it. Where none is set, the mail becomes a file.',
  examples: ['npx latchkey-server mail test --to you@example.com'],
  options: { to: required('ADDRESS', 'Who gets the mail.') },
  async run({ to }, { environment }) {
    const configuration = readConfiguration(environment)
    if (refused(configuration)) return configuration
    const recipient = readEmail(to)
    if (refused(recipient)) return recipient
    const transport = mailTransport(configuration)
    const { server } = configuration.mail
    try {
      await transport.deliver({
        ...{ id: newId(random), createdAt: clock.now(), to: recipient },
        subject: 'Mail from Latchkey arrives',
        text: `This is a test, sent by "latchkey-server mail test". The mail of ${configuration.origin ?? 'this Latchkey'} arrives.\n`,
      })
    } catch (error) {
      if (!(error instanceof DeliveryFailure)) throw error
      const next = 'Correct LATCHKEY_MAIL or LATCHKEY_MAIL_FROM, and type this again.'
      return refuse('mail_not_delivered', error.message, next)
    }
    return {
      data: { to: recipient, place: transport.place, kind: server ? 'smtp' : 'folder' },
      text: server
        ? `${transport.place} took the mail to ${recipient}. Look whether it arrives.`
        : `The mail to ${recipient} is a file in ${transport.place}. Set LATCHKEY_MAIL to send mail.`,
    }
  },
})
