/** What is looked at. */
import type { Check } from '../finding.ts'
import { certificates } from './certificates.ts'
import { clock } from './clock.ts'
import { files } from './files.ts'
import { keychain } from './keychain.ts'
import { leftOver } from './left-over.ts'
import { locks } from './locks.ts'
import { login } from './login.ts'
import { node } from './node.ts'
import { proxy } from './proxy.ts'
import { reachability } from './reachability.ts'
import { registry } from './registry.ts'
import { settings } from './settings.ts'
import { shadows } from './shadows.ts'
import { store } from './store.ts'
import { workTree } from './work-tree.ts'

/** One after the other. */
export const onThisMachine: readonly Check[] = [
  node,
  files,
  settings,
  store,
  workTree,
  leftOver,
  locks,
  shadows,
]

/** Beside each other: what may have to be waited for. */
export const onTheWay: readonly Check[] = [
  keychain,
  certificates,
  proxy,
  reachability,
  registry,
  clock,
  login,
]
