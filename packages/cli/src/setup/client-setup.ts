/** How a client is pointed at a repository: the files it reads, and what each of them comes to say. */
import type { Refusal } from '@latchkey/tokens'
import type { Edited } from './edits/marked.ts'

/** What is set up, and where. */
export interface Place {
  /** The registry's address, with the path that it lies below: `https://packages.example.com`, no slash at its end. */
  readonly origin: string
  /** `acme` of `pypi:acme`; empty for what is about a whole registry. */
  readonly organization: string
  /** `pypi:acme`, or the registry's host. */
  readonly subject: string
  /** What the client calls it. */
  readonly name: string
  /** Whose login is meant, of several; whichever is used now unless told. */
  readonly account?: string
  /** Where what is Latchkey's own lies. */
  readonly folder: string
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  exists(path: string): boolean
  /** Where a program is that would be run by its name, in these folders or those of `PATH`. */
  find(program: string, path?: string): string | undefined
}

export interface ManagedFile {
  readonly path: string
  /** What it says afterwards; `''` stands for a file that is not there, both ways. */
  put(text: string): Edited | Refusal
  /** What it says without what `put` put there. */
  take(text: string): Edited | Refusal
  /** What it was set up for, where no marks can tell. */
  subjects?(text: string): readonly string[]
  /** Nobody else writes it, so that it holds no secret. */
  readonly own?: true
  /** A program. */
  readonly executable?: true
  /** Others need it, too: it goes with the last of them. */
  readonly shared?: true
}

/** Where a client keeps its settings in a way of its own, it is told by its own command. */
export interface ManagedSetting {
  /** What shows it, and what is shown where it is as it should be. */
  readonly shows: readonly [program: string, ...words: string[]]
  readonly value: string
  readonly put: readonly [program: string, ...words: string[]]
  readonly take: readonly [program: string, ...words: string[]]
}

interface Described {
  readonly name: string
  /** Whether a test runs the client itself afterwards. */
  readonly verified: boolean
  /** The program of ours that it asks for a credential. */
  readonly runs?: 'latchkey' | 'docker-credential-latchkey' | 'cargo-credential-latchkey'
  /** Whether it can be told which of several accounts is meant. */
  readonly knowsAccounts?: true
  /** The first is where it stands what was set up. */
  files(place: Place): readonly ManagedFile[]
  settings?(place: Place): readonly ManagedSetting[]
  /** What to do now, a line each. */
  next(place: Place): readonly string[]
}

/** It reads the repositories of an ecosystem, or is pointed at a whole registry, which it asks in a protocol. */
export type ClientSetup = Described &
  (
    | { readonly ecosystem: 'pypi' | 'npm' | 'hex' | 'cargo'; readonly protocol?: never }
    | { readonly protocol: 'oci' | 'git'; readonly ecosystem?: never }
  )
