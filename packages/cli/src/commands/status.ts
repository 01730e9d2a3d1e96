/** `latchkey status`: every registry and account, asked now. */
import { withoutSecrets } from '@latchkey/protocol/command'
import { type Refusal, refused } from '@latchkey/tokens'
import type { AccountStatus } from '../accounts/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-codes.ts'
import { instant } from '../from-now.ts'
import { atRegistry } from '../registries/index.ts'

export const command = defineCommand({
  name: 'status',
  about:
    'Asks every registry that you log in to, all at once, who you are there, what you may do, and until when. It exits with 0\n' +
    'where the credential in use, or the one that you name, is live; 4 where it is not; 5 where nobody could be asked.',
  examples: [
    '# All of them',
    'latchkey status',
    '# One, for a script',
    'latchkey status --registry https://packages.example.com --json',
  ],
  options: atRegistry,
  async run(asked, desk) {
    const { endingSoon, statusInWords, statusOfAll } = await import('../accounts/index.ts')
    const all = await statusOfAll(desk, asked)
    if (refused(all)) return all
    if (desk.interruption().aborted) return { exitCode: 130 }
    const soon = endingSoon(all, desk.now())
    return {
      data: {
        accounts: all.accounts.map(each => asData(each, desk.now())),
        tokens: all.tokens.map(each => ({ ...each, expiresAt: instant(each.expiresAt) })),
      },
      text: statusInWords(all, desk.now()),
      ...(soon.length > 0 && { note: soon.join('\n') }),
      exitCode: exitCodeOf(all.accounts[0]),
    }
  },
})

function exitCodeOf(status: AccountStatus): number {
  if (status.state === 'live') return 0
  if (status.state === 'offline') return 5
  return status.state === 'not known' ? (exitCodes[status.refusal.code] ?? 1) : 4
}

/** Every field is always there. `expiresIn`: seconds. */
function asData(status: AccountStatus, now: number): object {
  const { chosen, current, state } = status
  const found = state === 'live' ? status.found : undefined
  const expiresAt = found?.expiresAt
  return {
    ...{ registry: withoutSecrets(chosen.registry), account: chosen.account ?? null, current, state },
    ...{ source: found?.source ?? null, identity: found?.identity ?? null },
    ...{ organizations: found?.organizations ?? [], may: found?.may ?? [], scope: found?.scope ?? null },
    ...{
      expiresAt: instant(expiresAt),
      endsAt: instant(found?.endsAt),
      renewsItself: found?.source === 'login',
    },
    expiresIn: expiresAt === undefined ? null : Math.floor((expiresAt - now) / 1000),
    error: state === 'live' ? null : errorOf(status.refusal),
  }
}

function errorOf({ code, message, next }: Refusal): object {
  return { code, message, next }
}
