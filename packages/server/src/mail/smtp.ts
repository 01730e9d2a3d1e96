/** Delivers mail to a mail server (RFC 5321). */
import type { NodemailerError, Transporter } from 'nodemailer'
import type { Sender } from './address.ts'
import { compose } from './compose.ts'
import type { SmtpServer } from './smtp-server.ts'
import { DeliveryFailure, type Transport } from './transport.ts'

/** Milliseconds: to connect, to be greeted, and without a word in between. */
const patience = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 }

export function createSmtp({ host, port, tls, login }: SmtpServer, from: Sender): Transport {
  const place = `${host}:${port}`
  // Loaded with the first mail: it takes 20 MB of memory, and many a server never sends one.
  let transport: Promise<Transporter> | undefined
  const open = async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport({
      ...{ host, port, ...patience },
      secure: tls === 'from the start',
      requireTLS: tls === 'after STARTTLS',
      ignoreTLS: tls === 'none',
      ...(login && { auth: { user: login.user, pass: login.password.expose() } }),
    })
  }
  return {
    place,
    async deliver(letter) {
      const mail = compose(letter, from)
      try {
        transport ??= open()
        await (await transport).sendMail(mail)
      } catch (error) {
        throw failureOf(error as NodemailerError, place)
      }
    },
  }
}

/** What a mail server answers to a login is not repeated: some repeat what they were told. */
function failureOf(error: NodemailerError, place: string): DeliveryFailure {
  if (error.code === 'EAUTH' || error.command?.startsWith('AUTH')) {
    const answer = error.responseCode === undefined ? '' : ` (${error.responseCode})`
    return new DeliveryFailure(`${place} does not take the user name and password${answer}.`)
  }
  const said = error.message.replaceAll(/\s+/g, ' ').slice(0, 300)
  return new DeliveryFailure(`${place}: ${said}`, { final: isUnknownRecipient(error) })
}

/** Refused for good, and not because of who we are (RFC 3463 section 3.8: 5.7 is about that). */
function isUnknownRecipient({ command, responseCode = 0, response = '' }: NodemailerError): boolean {
  return command === 'RCPT TO' && responseCode >= 500 && !/^5\d\d[ -]5\.7\./.test(response)
}
