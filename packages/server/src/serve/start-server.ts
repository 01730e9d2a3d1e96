/** From a configuration to a server that answers. */
import { setTimeout as pause } from 'node:timers/promises'
import { type Refusal, refused } from '@latchkey/tokens'
import { createApi } from '../api/index.ts'
import { limitCredentials, rememberRequests } from '../credentials/index.ts'
import {
  createDispatcher,
  createFallbackOf,
  type EcosystemRooms,
  ecosystems,
  hexDoor,
} from '../ecosystems/index.ts'
import { createNetworks, type Handler, toFetchHandler } from '../http/index.ts'
import { createRequestLimits } from '../limits/index.ts'
import { createDelivery } from '../mail/index.ts'
import { createOAuth, oauthPaths } from '../oauth/index.ts'
import { createPages, type Operation } from '../pages/index.ts'
import { createEpochWatch } from '../storage/index.ts'
import { startChores } from './chores.ts'
import { type Configuration, localOrigin } from './configuration.ts'
import { countUsage } from './count-usage.ts'
import { openFilesFolder } from './files-folder.ts'
import { createFront } from './front.ts'
import { openHexRoot } from './hex-root.ts'
import { createKeepUp } from './keep-up.ts'
import { listenOrRefuse } from './listening.ts'
import { createLog } from './log.ts'
import { logRequests } from './log-requests.ts'
import { clock, random } from './machine.ts'
import { mailTransport } from './mail-transport.ts'
import { noteRefusals } from './note-refusals.ts'
import { createObservers } from './observers.ts'
import { openGround } from './open-ground.ts'
import { countUploads } from './operation/count-uploads.ts'
import { createHealth } from './operation/health.ts'
import { createMetrics, type Metrics } from './operation/metrics.ts'
import { createProbes } from './operation/probes.ts'
import { measureRooms } from './operation/room-metrics.ts'
import { createOperation } from './operation/tell-administrators.ts'
import { passing } from './passing.ts'
import { createRooms, type Ground, type Rooms } from './rooms.ts'
import { sayNo } from './say-no.ts'

export interface RunningServer {
  readonly origin: string
  readonly rooms: Rooms
  /** Lets what runs finish for `drainMilliseconds`, then closes the database. */
  close(drainMilliseconds: number): Promise<void>
}

/** Pages and the API read a body whole, so it is a form or a small document. */
const bodyLimit = 64 * 1024

/** What one of several processes does otherwise than the only one. */
export interface ProcessPart {
  /** Whether it does what is done once for all. */
  readonly leads: boolean
  /** Where its own metrics go; what it gives are the metrics of all. */
  shareMetrics(metrics: Metrics): () => Promise<string>
}

export interface StartOptions {
  /** Where the log goes, if not to standard error. */
  readonly logTo?: Parameters<typeof createLog>[1]
  readonly part?: ProcessPart
}

const alone: ProcessPart = { leads: true, shareMetrics: ({ text }) => text }

export async function startServer(
  configuration: Configuration,
  { logTo, part = alone }: StartOptions = {},
): Promise<RunningServer | Refusal> {
  const log = createLog(configuration.log, logTo)
  // The port first: it may become part of the origin, and whoever has it taken must not see a second database open.
  let moveIn: (house: Handler) => void = () => {}
  const house = new Promise<Handler>(resolve => {
    moveIn = resolve
  })
  const health = createHealth(clock)
  const metrics = createMetrics([...ecosystems.map(({ name }) => name), 'api', 'oauth', 'pages'])
  const probe = createProbes({
    ...{ health, metricsFor: createNetworks(configuration.metrics) },
    metrics: { contentType: metrics.contentType, text: part.shareMetrics(metrics) },
  })
  const observers = createObservers(log)
  observers.add(metrics.observe)
  if (log.informs) observers.add(logRequests(log))
  let inside: Handler = async request => (await house)(request)
  const handle: Handler = request => (probe(request) ?? inside)(request)
  const listener = await listenOrRefuse(configuration, { handle, log, sayNo, observe: observers.observe })
  if (refused(listener)) return listener
  const opened = await openGround(configuration).catch(error => {
    void listener.close(0)
    throw error
  })
  if (refused(opened)) {
    await listener.close(0)
    return opened
  }
  if (opened.migrated.length > 0) log.info({ migrations: opened.migrated }, 'The database was migrated.')
  const directory = await openFilesFolder(opened.store, configuration.data.files)
  if (refused(directory)) {
    await opened.store.close()
    await listener.close(0)
    return directory
  }
  const hexRoot = await openHexRoot(configuration, opened.signer)
  if (refused(hexRoot)) {
    await opened.store.close()
    await listener.close(0)
    return hexRoot
  }
  const failed = (error: unknown) =>
    log.warn({ error }, 'The epoch cannot be read: nothing remembered counts.')
  const epoch = createEpochWatch({ store: opened.store, clock, failed })
  const ground = {
    ...opened,
    store: epoch.store,
    epoch,
    log,
    lifetimes: configuration.lifetimes,
    origin: configuration.origin ?? localOrigin(configuration, listener.port),
  }
  const rooms = createRooms(ground)
  observers.add(noteRefusals(rooms.audit))
  observers.add(countUsage(rooms.keys))
  const upstream = countUploads(metrics.registry, directory)
  metrics.beforeTelling(measureRooms(metrics.registry, { ...ground, ...rooms, epoch, clock }))
  const operation = createOperation({ ...ground, configuration, health, clock })
  inside = createHouse(configuration, { ...ground, upstream, hexRoot, operation }, rooms)
  moveIn(inside)
  health.opened({ ...ground, epoch })
  const delivery = createDelivery({
    ...{ store: ground.store, clock, random, log },
    transport: mailTransport(configuration),
  })
  const chores = startChores({
    ...{ ...rooms, epoch, keepUp: createKeepUp(ground), upstream, delivery, log },
    ...{ auditRetention: configuration.auditRetention, leads: part.leads },
  })
  return {
    origin: ground.origin,
    rooms,
    async close(drainMilliseconds) {
      health.ending()
      const notice = Math.min(configuration.endNotice, drainMilliseconds)
      await pause(notice)
      await listener.close(drainMilliseconds - notice)
      await chores.stop()
      await opened.store.close()
    },
  }
}

/** Everything behind the listener. */
function createHouse(
  { uploadLimit, fallbacks, rates }: Configuration,
  {
    store,
    epoch,
    origin,
    lifetimes,
    log,
    upstream,
    signer,
    hexRoot,
    operation,
  }: Ground & Pick<EcosystemRooms, 'upstream' | 'signer' | 'hexRoot'> & { readonly operation: Operation },
  rooms: Rooms,
): Handler {
  const report = (error: unknown, request?: string) => log.error({ error, request }, 'A request failed.')
  const limits = createRequestLimits({ clock, rates })
  const credentials = limitCredentials(rooms.credentials, limits)
  const fallbackOf = createFallbackOf(fallbacks)
  const dispatcher = createDispatcher(ecosystems, {
    ...rooms,
    ...{ credentials, store, upstream, fallbackOf, signer, hexRoot, uploadLimit, clock, origin, report },
  })
  const api = createApi({ ...rooms, credentials, origin, report, unavailability: passing })
  const names = ecosystems.map(({ name }) => name)
  const oauthHouse = {
    ...{ ...rooms, ecosystems: names },
    ...{ limits, clock, accessTokenLife: lifetimes.accessToken, origin, report, unavailability: passing },
  }
  const oauth = createOAuth(oauthHouse)
  const pages = createPages({
    ...rooms,
    ...{ ecosystems: names, fallbacks, operation, limits, clock, random, origin, report },
    unavailability: passing,
  })
  const front = createFront({
    origin,
    rooms: [
      [`${hexDoor.prefix}/oauth/`, createOAuth(oauthHouse, hexDoor)],
      ...ecosystems.map(({ name }) => [`/${name}/`, dispatcher] as const),
      ['/api/', api],
      ...oauthPaths.map(path => [path, oauth] as const),
    ],
    pages: toFetchHandler(pages.fetch, { origin, bodyLimit }),
    sayNo,
  })
  return rememberRequests(front, { credentials, answers: rooms.answers, epoch, clock })
}
