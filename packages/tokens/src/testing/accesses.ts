/** One ordinary upload that tests vary, and what an answer is called in them. */
import type { Access } from '../access.ts'
import type { Answer } from '../caveats/define-caveat.ts'
import { refused } from '../refusal.ts'

export const noon = 1_800_000_000

export const sha256: `sha256:${string}` = `sha256:${'ab'.repeat(32)}`

/** Alice publishes `pypi:acme/widget` 1.2.3 at noon, and everything about it is known. */
export const upload: Access = {
  action: 'publish',
  organization: 'acme',
  ecosystem: 'pypi',
  package: 'widget',
  packageId: 'widget-id',
  version: '1.2.3',
  digests: [sha256],
  principal: { kind: 'account', id: 'alice' },
  publisher: 'workflow',
  address: '192.0.2.7',
  origin: 'https://packages.example.com',
  now: noon,
}

/** Alice reads the index of `pypi:acme`: no package, version or file is part of that. */
export const repositoryRead: Access = {
  action: 'read',
  organization: 'acme',
  ecosystem: 'pypi',
  principal: upload.principal,
  address: '192.0.2.7',
  origin: upload.origin,
  now: noon,
}

/** `clears`, `needs version`, or the code of the refusal. */
export function outcome(answer: Answer): string {
  if (answer === true) return 'clears'
  return refused(answer) ? answer.code : `needs ${answer.needs}`
}
