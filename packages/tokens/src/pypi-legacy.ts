/**
 * The object forms of restrictions that PyPI wrote before the arrays, and still reads. They are put into words for
 * whoever holds such a token; here they never clear.
 */
import { encodeUtf8 } from './bytes.ts'
import { type Caveat, readCaveat } from './caveats/index.ts'
import { refused } from './refusal.ts'

/** The restriction of today that PyPI reads each form as, in words where there is none. */
type Reading = Caveat | string

/** What PyPI reads in the text of a caveat; `undefined` where it is none of the old forms. */
export function readLegacy(text: string): Reading | undefined {
  const object = parseObject(text)
  if (object === undefined) return undefined
  switch (Object.keys(object).sort().join()) {
    case 'permissions,version': // 2019
      return object.version === 1 ? readPermissions(object.permissions) : undefined
    case 'exp,nbf': // April 2022
      return asArray(0, object.exp, object.nbf)
    case 'project_ids': // July 2022
      return asArray(2, object.project_ids)
  }
  return undefined
}

function readPermissions(permissions: unknown): Reading | undefined {
  if (permissions === 'user') return 'only as the account that it belongs to'
  if (!isObject(permissions) || Object.keys(permissions).join() !== 'projects') return undefined
  return asArray(1, permissions.projects)
}

/** As PyPI does it: the old form becomes the array of today, which is then read as strictly as any. */
function asArray(...elements: readonly unknown[]): Caveat | undefined {
  const caveat = readCaveat(encodeUtf8(JSON.stringify(elements)))
  return refused(caveat) ? undefined : caveat
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
