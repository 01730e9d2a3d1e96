/** What a command beside the server works with: the same rooms over the same database, for as long as it runs. */
import { type Refusal, refused } from '@latchkey/tokens'
import { type Store, unconfirmed } from '../storage/index.ts'
import type { Upstream } from '../upstreams/index.ts'
import { type Environment, readConfiguration } from './configuration.ts'
import { openFilesFolder } from './files-folder.ts'
import type { Missing } from './open-database.ts'
import { openGround } from './open-ground.ts'
import { createRooms, type Rooms } from './rooms.ts'

export interface CommandRooms extends Rooms {
  readonly store: Store
  /** The files, if the configured folder is theirs. */
  openUpstream(): Promise<Upstream | Refusal>
}

export async function withRooms<T>(
  environment: Environment,
  work: (rooms: CommandRooms) => Promise<T>,
  missing?: Missing,
): Promise<T | Refusal> {
  const configuration = readConfiguration(environment)
  if (refused(configuration)) return configuration
  const ground = await openGround(configuration, missing)
  if (refused(ground)) return ground
  const { store, masterKeys, secondFactorKey } = ground
  try {
    const rooms = createRooms({
      ...{ store, masterKeys, secondFactorKey, epoch: unconfirmed, log: silent },
      lifetimes: configuration.lifetimes,
      origin: configuration.origin ?? 'http://localhost',
    })
    const openUpstream = () => openFilesFolder(store, configuration.data.files)
    return await work({ ...rooms, store, openUpstream })
  } finally {
    await store.close()
  }
}

/** For every command but the first of all: where there is no Latchkey, it makes none. */
export function withExistingRooms<T>(
  environment: Environment,
  work: (rooms: CommandRooms) => Promise<T>,
): Promise<T | Refusal> {
  return withRooms(environment, work, 'refuses')
}

const silent = { warn() {}, error() {} }
