/** Where no mail server is set: each mail is a file that mail programs open (RFC 5322), named by its instant. */
import { mkdir, open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import type { Sender } from './address.ts'
import { compose } from './compose.ts'
import type { Transport } from './transport.ts'

export function createMailFolder(folder: string, from: Sender): Transport {
  return {
    place: folder,
    async deliver(letter) {
      // Loaded with the first mail: it takes 20 MB of memory, and many a server never sends one.
      const { createTransport } = await import('nodemailer')
      const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
      const { message } = await composer.sendMail(compose(letter, from))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const name = join(
        folder,
        `${new Date(letter.createdAt).toISOString().replaceAll(':', '.')}-${letter.id}`,
      )
      const file = await open(`${name}.part`, 'w', 0o600)
      try {
        await file.writeFile(message)
        await file.sync()
      } finally {
        await file.close()
      }
      await rename(`${name}.part`, `${name}.eml`)
    },
  }
}
