/** `latchkey helper cargo`: what cargo calls a credential provider. */
import { flag, forTerminal } from '@latchkey/protocol/command'
import { type Refusal, refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import type { Desk } from '../desk/index.ts'
import {
  addressOfIndex,
  type CargoRequest,
  cargoAnswer,
  cargoDoing,
  cargoError,
  handOut,
  hello,
  readCargoRequest,
  readLines,
  readPlace,
  registryAt,
} from '../helpers/index.ts'

export const command = defineCommand({
  name: 'helper cargo',
  about:
    'Answers cargo (1.74 and later), which calls the program cargo-credential-latchkey for it. For a registry that\n' +
    'somebody logs in to here it says a token that can do exactly what cargo is about to do: read one repository, or\n' +
    'publish this version of this crate with this checksum, within five minutes. It keeps nothing.',
  examples: [
    '# What cargo has to find in ~/.cargo/config.toml: registries.acme.credential-provider = "cargo-credential-latchkey"',
    'latchkey helper cargo --cargo-plugin < request.json',
  ],
  options: { 'cargo-plugin': flag('Said by cargo.') },
  async run(_options, desk) {
    desk.write(hello)
    for await (const line of readLines(desk.pieces())) {
      const request = refused(line) ? line : readCargoRequest(line)
      const answer = refused(request) ? failed(request, desk) : await answerTo(request, desk)
      desk.write(`${JSON.stringify(answer)}\n`)
    }
    return {}
  },
})

async function answerTo(request: CargoRequest, desk: Desk): Promise<object> {
  const place = readPlace(addressOfIndex(request.index))
  if (place === undefined) return cargoError('url-not-supported')
  if (request.kind !== 'read' && request.kind !== 'change') return withoutToken(request, place, desk)
  const given = await handOut(desk, { place, doing: below => cargoDoing(request, below) })
  if (given === undefined) return cargoError('url-not-supported')
  if (!refused(given)) return cargoAnswer(request, given)
  return failed(given, desk)
}

/** cargo logs nobody in or out: whoever types that is told what to type. */
async function withoutToken({ kind }: CargoRequest, place: URL, desk: Desk): Promise<object> {
  const known = await registryAt(desk, place, undefined)
  if (known === undefined) return cargoError('url-not-supported')
  if (refused(known)) return failed(known, desk)
  if (kind === 'unknown') return cargoError('operation-not-supported')
  const next = `Run: latchkey ${kind} ${known.asked.registry}`
  return cargoError('other', { message: 'Latchkey keeps logins of its own, and nothing for cargo.', next })
}

/** Where nobody is logged in, the next provider may know somebody; cargo's own words for that name none of our commands. */
function failed({ code, message, next }: Refusal, desk: Desk): object {
  const said = { message: forTerminal(message), next: forTerminal(next) }
  if (code !== 'no_credentials') return cargoError('other', said)
  desk.say(`latchkey: ${said.message}\n${said.next}\n`)
  return cargoError('not-found')
}
