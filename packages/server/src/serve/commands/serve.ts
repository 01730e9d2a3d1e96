/** `latchkey-server serve`: what `npm start` runs. */
import cluster from 'node:cluster'
import process from 'node:process'
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { type Configuration, type Environment, readConfiguration } from '../configuration.ts'
import { createLog } from '../log.ts'
import { startProcesses } from '../processes/first-process.ts'
import { work } from '../processes/worker.ts'
import { startServer } from '../start-server.ts'
import { withRooms } from '../with-rooms.ts'
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
    if (cluster.isWorker) {
      await work(configuration, drain)
      return {}
    }
    // From here on: whoever reads where the server is may ask it to end at once.
    const stopped = stopSignal()
    const server = await start(configuration, terminal.environment)
    if (refused(server)) return server
    const secret = await server.setUp()
    if (refused(secret)) return secret
    const setUp = secret && `${server.origin}/set-up/${secret.expose()}`
    const place = { origin: server.origin, setUp, data: configuration.data.path }
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

/** In this process, or in as many others as are set. The secret is there only while nobody has an account. */
async function start(configuration: Configuration, environment: Environment) {
  if (configuration.processes === 1) {
    const server = await startServer(configuration)
    return refused(server) ? server : { ...server, setUp: () => server.rooms.invitations.setUp(operator) }
  }
  const server = await startProcesses(configuration, createLog(configuration.log))
  if (refused(server)) return server
  const setUp = () => withRooms(environment, ({ invitations }) => invitations.setUp(operator))
  return { ...server, setUp }
}

function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise(resolve => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(signal))
  })
}
