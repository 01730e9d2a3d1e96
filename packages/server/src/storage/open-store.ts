/** From a database's URL to the store. */
import { engines } from './engines/index.ts'
import { migrations } from './migrations/index.ts'
import type { OpenOptions, Store } from './store.ts'

/** Opens the store that a URL names. Throws where no engine knows the URL; the message shows its scheme only. */
export async function openStore(options: Omit<OpenOptions, 'migrations'>): Promise<Store> {
  const engine = engines.find(each => each.claims(options.url))
  if (!engine) {
    const names = engines.map(({ name }) => `"${name}:"`).join(' or ')
    throw new Error(`A database's URL begins with ${names}, not "${options.url.split(':')[0]}:".`)
  }
  return engine.open({ ...options, migrations })
}

/** Whether a snapshot with these migrations knows more than this program. */
export function isNewer(names: readonly string[]): boolean {
  return !names.every(name => migrations.some(migration => migration.name === name))
}
