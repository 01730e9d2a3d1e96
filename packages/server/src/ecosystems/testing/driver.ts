/** What an ecosystem brings to its contract test: `<name>/testing/driver.ts` exports one as `driver`. */
import type { RawAnswer } from '../../http/testing/send-raw.ts'
import type { TestRequest } from './open-house.ts'

export interface PackageName {
  readonly organization: string
  readonly package: string
}

export interface EcosystemDriver {
  /** A value for each parameter of its routes, such that the path could be that of a published file. */
  readonly examples: Readonly<Record<string, string>>
  /** Publishes a valid file of that version. The same again is the same file. */
  publish(name: PackageName & { readonly version: string }): TestRequest
  /** What it is answered with. */
  readonly published: 200 | 201
  /** Reads what version of the package there is; answered with 200 and its text once it is published. */
  readPackage(name: PackageName): TestRequest
  /** Reads the list of all packages. */
  readRepository(organization: string): TestRequest
  /** What was read, as text. */
  contents(answer: RawAnswer): string
  /** What a refusal says, each time that its clients look for it. */
  reasons(answer: RawAnswer): readonly string[]
  /** The challenge of a 401, as a whole line. */
  readonly challenge: string
  /** The header that a one-time code is sent in; left out where there is none. */
  readonly codeHeader?: string
}
