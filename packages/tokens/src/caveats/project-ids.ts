/** `[2, ["package id", ...]]`: some packages of PyPI, by id, which outlives a rename and a name taken again. */
import { pending } from '../access.ts'
import { refuse } from '../refusal.ts'
import { describeAttempt, every, listed } from '../wording.ts'
import { defineCaveat, needs } from './define-caveat.ts'
import { listOf, text } from './fields.ts'

export const projectIds = defineCaveat({
  tag: 2,
  kind: 'project-ids',
  fields: { ids: listOf(text) },
  restricts: 'what',
  clears({ ids }, access) {
    if (access.ecosystem === 'pypi') {
      if (access.packageId === pending) return needs('packageId')
      if (access.packageId !== undefined && ids.includes(access.packageId)) return true
    }
    return refuse(
      'package_not_allowed',
      `This token is only for PyPI packages with id ${listed(ids)}; it was used to ${describeAttempt(access)}.`,
      'Use a token for this package.',
    )
  },
  describe: ({ ids }) => `only PyPI packages with id ${every(ids)}`,
})
