/** What an ecosystem's file is told, and what it tells people to type. */
import type { Action } from '@latchkey/tokens'

/** One repository, what a key may do there, and how it is reached. */
export interface Use {
  readonly origin: string
  readonly organization: string
  readonly token: string
  readonly may: ReadonlySet<Action>
  /** One package that it may do this with, for an example that works. */
  readonly package: string | undefined
}

export interface ClientSetup {
  /** "Upload with twine" */
  readonly title: string
  readonly steps: readonly ClientStep[]
}

export interface ClientStep {
  readonly say: string
  /** What is copied, for the button: "the .pypirc". */
  readonly what: string
  readonly text: string
}
