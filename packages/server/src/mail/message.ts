/** One mail, as it waits: to one address, in plain text, of which its HTML is made when it is sent. */
export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
}
