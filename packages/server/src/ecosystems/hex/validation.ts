/** What is wrong with something that was sent, told by the field that is to blame. */
import { type Refusal, refuse } from '@latchkey/tokens'
import { type FieldErrors, refuseFields } from './wire/index.ts'

/** `invalid('metadata_invalid', ['requirements', 'jason'], 'is no requirement', 'Write ...')` */
export function invalid<Code extends string>(
  code: Code,
  field: readonly [string, ...string[]],
  problem: string,
  next: string,
): Refusal<Code> & { readonly errors: FieldErrors } {
  const [outermost, ...inner] = field
  const said = inner.reduceRight<string | FieldErrors>((errors, name) => ({ [name]: errors }), problem)
  return refuseFields(refuse(code, `${field.join('.')} ${problem}.`, next), { [outermost]: said })
}
