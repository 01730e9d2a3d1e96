/** `latchkey-server serve`: what `npm start` runs. */
import process from 'node:process'
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { readConfiguration } from '../configuration.ts'
import { type RunningServer, startServer } from '../start-server.ts'
import { tunnel } from './tunnel.ts'
import { welcome } from './welcome.ts'

/** How long a stop waits for uploads that run, in milliseconds. */
const drain = 20_000

export const command = defineCommand({
  name: 'serve',
  about:
    'Starts the server on 127.0.0.1. The first start makes the data folder, the master key and the database.\n' +
    'PORT, LATCHKEY_ORIGIN and LATCHKEY_DATA move it; LATCHKEY_DATABASE names a PostgreSQL instead of the embedded one.',
  examples: ['npx latchkey-server serve', 'PORT=8080 LATCHKEY_DATA=/srv/latchkey npx latchkey-server serve'],
  options: { json: flag('Print where it is as one JSON line, for programs.') },
  async run({ json }, terminal) {
    const configuration = readConfiguration(terminal.environment)
    if (refused(configuration)) return configuration
    // From here on: whoever reads where the server is may ask it to end at once.
    const stopped = stopSignal()
    const server = await startServer(configuration)
    if (refused(server)) return server
    const place = { origin: server.origin, setUp: await setUpLink(server), data: configuration.data.path }
    terminal.write(
      json
        ? `${JSON.stringify(place)}\n`
        : welcome(place, tunnel(server.origin, terminal.environment, process.platform)),
    )
    const signal = await stopped
    terminal.say(`\n${signal}: finishing what runs.\n`)
    await server.close(drain)
    return { note: 'Stopped.' }
  },
})

/** Only while nobody has an account. */
async function setUpLink({ origin, rooms }: RunningServer): Promise<string | undefined> {
  const secret = await rooms.invitations.setUp(operator)
  return secret && `${origin}/set-up/${secret.expose()}`
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })
}
