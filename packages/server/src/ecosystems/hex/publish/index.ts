/**
 * Publishing releases and their documentation.
 *
 * 1. A refusal comes as early as it can be told: before the body, after the metadata at its beginning, at its end.
 * 2. What is decided last, with everything computed, is decided in the transaction that makes it visible.
 * 3. A published version is never replaced, and a deleted one never comes back; documentation may be replaced.
 */
import type { Route } from '../../route.ts'
import { deleteDocumentation, publishDocumentation } from './documentation.ts'
import { publishByTarball, publishToPackage } from './publish.ts'

export const publishRoutes: readonly Route[] = [
  publishToPackage,
  publishByTarball,
  publishDocumentation,
  deleteDocumentation,
]
