/** What an ecosystem's file is told, and what it tells people to type. */
import type { Action } from '@latchkey/tokens'
import type { Words } from '../catalogue/index.ts'

/** One repository, and how it is reached. */
export interface Place {
  readonly origin: string
  readonly organization: string
}

/** A key, and what it may do there. */
export interface Use extends Place {
  readonly token: string
  readonly may: ReadonlySet<Action>
  /** One package that it may do this with, for an example that works. */
  readonly package: string | undefined
}

/** One package, to be installed. */
export interface Installed extends Place {
  readonly package: string
  /** The newest one, where there is any. */
  readonly version: string | undefined
}

export interface EcosystemClients {
  /** What people type: `twine`. */
  readonly names: readonly string[]
  /** For who has an account: they log in, and nothing secret is copied anywhere. */
  readonly withLogin: (words: Words, place: Place) => readonly ClientSetup[]
  /** For machines, and clients that are to know nothing of Latchkey. */
  readonly withKey: (words: Words, use: Use) => readonly ClientSetup[]
  /** How one package is installed by who is set up. */
  readonly install: (words: Words, installed: Installed) => readonly ClientStep[]
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
