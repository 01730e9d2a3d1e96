/** The sources. One that looks goes out for nothing and changes nothing. */
import type { Finding } from '../finding.ts'
import type { Scene } from '../scene.ts'
import type { SourceName } from '../source-name.ts'
import { environment } from './environment.ts'
import { exchanged } from './exchanged.ts'
import { explicit } from './explicit.ts'
import { login } from './login.ts'
import { override } from './override.ts'
import { repositoryKey } from './repository-key.ts'

type Look = (scene: Scene) => readonly Finding[] | Promise<readonly Finding[]>

export const sources: Readonly<Record<SourceName, Look>> = {
  override,
  explicit,
  environment,
  'repository key': repositoryKey,
  exchanged,
  login,
}
