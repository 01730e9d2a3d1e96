/** How this server's mail goes out. */
import { createMailFolder, createSmtp, type Transport } from '../mail/index.ts'
import type { Configuration } from './configuration.ts'

export function mailTransport({ mail }: Configuration): Transport {
  return mail.server ? createSmtp(mail.server, mail.from) : createMailFolder(mail.folder, mail.from)
}
