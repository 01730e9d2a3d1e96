/** One mail, as the rooms write it: to one address, in plain text. */
export interface Message {
  readonly to: string
  readonly subject: string
  readonly text: string
}
