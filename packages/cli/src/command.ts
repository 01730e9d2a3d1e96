/** How a command of `latchkey` is declared: as every command, with a desk to work at. */
import type { Command, Options } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import type { Desk } from './desk/index.ts'
import { type Asked, atSameRegistry } from './registries/index.ts'

/** Where it was told which registry and account, what a refusal says to type next is about the same. */
export function defineCommand<const O extends Options>(command: Command<O, Desk>): Command<O, Desk> {
  return {
    ...command,
    async run(values, ...further) {
      const outcome = await command.run(values, ...further)
      return refused(outcome) ? { ...outcome, next: atSameRegistry(outcome.next, values as Asked) } : outcome
    },
  }
}
