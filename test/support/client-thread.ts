/** A program that embeds the client, as a thread beside others of one process: asks the registry once who it is. */
import { parentPort, workerData } from 'node:worker_threads'
import { refused } from '@latchkey/tokens'
import { createAuthClient } from '../../packages/client/src/auth-client/index.ts'
import { openStore } from '../../packages/client/src/stores/index.ts'
import { thisMachine } from '../../packages/client/src/this-machine.ts'

const { registry, folder }: { registry: string; folder: string } = workerData
const machine = { ...thisMachine(), environment: {}, interactive: false }
const client = createAuthClient({ registry, machine, ...openStore({ folder, machine }) })

parentPort?.once('message', async () => parentPort?.postMessage(await ask()))
parentPort?.postMessage('ready')

async function ask(): Promise<string> {
  if (refused(client)) return `${client.code}: ${client.message}`
  const answer = await client.withApi('read', request => request.send('api/v1/validate'))
  return refused(answer) ? `${answer.code}: ${answer.message}` : String(answer.status)
}
