/** What a request was about, as targets are written: `pypi:acme/widget`, `pypi:acme`, `acme`. */
import type { Notes } from '../http/index.ts'

/** Empty where it was about none of these. */
export function targetOf({ organization, ecosystem, package: name }: Notes): string {
  if (organization === undefined) return ecosystem ?? ''
  const place = ecosystem === undefined ? organization : `${ecosystem}:${organization}`
  return name === undefined ? place : `${place}/${name}`
}
