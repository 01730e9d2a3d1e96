/** What delivers a mail: SMTP, or a folder of `.eml` files where no mail server is set. */
import type { Message } from './message.ts'

export interface Transport {
  /** Where mail goes, for people: `mail.example.com:587`, or the folder. */
  readonly place: string
  /** Resolves once whoever comes next on the way answers for the mail. Throws `DeliveryFailure`. */
  deliver(letter: Letter): Promise<void>
}

/** A message with what makes it one mail, however often it is sent. */
export interface Letter extends Message {
  readonly id: string
  /** When it was queued, milliseconds since 1970. */
  readonly createdAt: number
}

/** Why a mail was not taken, without a secret in it. */
export class DeliveryFailure extends Error {
  override readonly name = 'DeliveryFailure'
  /** Whether there is no such recipient: to try again is no use. */
  readonly final: boolean

  constructor(message: string, { final = false } = {}) {
    super(message)
    this.final = final
  }
}
