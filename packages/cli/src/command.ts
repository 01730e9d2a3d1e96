/** How a command of `latchkey` is declared: as every command, with a desk to work at. */
import type { Command, Options } from '@latchkey/protocol/command'
import type { Desk } from './desk/index.ts'

export function defineCommand<const O extends Options>(command: Command<O, Desk>): Command<O, Desk> {
  return command
}
