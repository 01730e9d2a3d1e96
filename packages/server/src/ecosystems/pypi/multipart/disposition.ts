/** What a part of a form is called: RFC 7578 section 4.2. */

export interface Disposition {
  readonly name: string
  readonly filename: string | undefined
}

/**
 * Reads the head of a part. Strict, since a name that two readers read differently is how checks are got around:
 * anything but a plain `name` and `filename`, once each, is `undefined`.
 */
export function readDisposition(head: string): Disposition | undefined {
  const values = head.split('\r\n').flatMap(line => /^content-disposition:(.*)$/i.exec(line)?.[1] ?? [])
  const [value] = values
  if (value === undefined || values.length > 1 || !whole.test(value)) return undefined
  const parameters = [...value.matchAll(parameter)].map(
    ([, key = '', text = '']) => [key.toLowerCase(), text] as const,
  )
  const { name, filename, ...others } = Object.fromEntries(parameters)
  const repeated = new Set(parameters.map(([key]) => key)).size < parameters.length
  return name === undefined || repeated || Object.keys(others).length > 0 ? undefined : { name, filename }
}

const parameter = /;\s*([a-z]+)="([^"\\\r\n]*)"/gi
const whole = /^\s*form-data(?:;\s*[a-z]+="[^"\\\r\n]*")+\s*$/i
