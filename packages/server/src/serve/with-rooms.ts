/** What a command beside the server works with: the same rooms over the same database, for as long as it runs. */
import { type Refusal, refused } from '@latchkey/tokens'
import { unconfirmed } from '../storage/index.ts'
import { type Environment, readConfiguration } from './configuration.ts'
import { openGround } from './open-ground.ts'
import { createRooms, type Rooms } from './rooms.ts'

export async function withRooms<T>(
  environment: Environment,
  work: (rooms: Rooms) => Promise<T>,
): Promise<T | Refusal> {
  const configuration = readConfiguration(environment)
  if (refused(configuration)) return configuration
  const ground = await openGround(configuration)
  if (refused(ground)) return ground
  const { store, masterKeys } = ground
  try {
    return await work(
      createRooms({
        ...{ store, masterKeys, epoch: unconfirmed, log: silent },
        origin: configuration.origin ?? 'http://localhost',
      }),
    )
  } finally {
    await store.close()
  }
}

const silent = { warn() {}, error() {} }
