/** `[1, ["name", ...]]`: some packages of PyPI, by name. */
import { pending } from '../access.ts'
import { normalPackageName } from '../package-name.ts'
import { refuse, refused } from '../refusal.ts'
import { describeAttempt, every, listed } from '../wording.ts'
import { defineCaveat, needs } from './define-caveat.ts'
import { listOf, parsed, text } from './fields.ts'

/** PyPI compares normal forms; names are brought into theirs on reading. */
const projectName = parsed(
  name => {
    const read = text.read(name)
    return refused(read) ? read : normalPackageName('pypi', read)
  },
  name => name,
)

export const projectNames = defineCaveat({
  tag: 1,
  kind: 'project-names',
  fields: { names: listOf(projectName) },
  restricts: 'what',
  clears({ names }, access) {
    if (access.ecosystem === 'pypi') {
      if (access.package === pending) return needs('package')
      if (access.package !== undefined && names.includes(access.package)) return true
    }
    return refuse(
      'package_not_allowed',
      `This token is only for PyPI packages named ${listed(names)}; it was used to ${describeAttempt(access)}.`,
      'Use a token for this package.',
    )
  },
  describe: ({ names }) => `only PyPI packages named ${every(names)}`,
})
