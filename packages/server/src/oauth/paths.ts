/** Where this room answers. The rest below `/oauth/` is pages. */
import { endpoints } from './endpoints/index.ts'
import { metadataPath } from './metadata.ts'

export const oauthPaths: readonly string[] = [metadataPath, ...endpoints.map(({ path }) => path)]
