/** What a command of `latchkey` is handed: the terminal, and the rest of the machine. Only `main.ts` makes a real one. */
import type { Machine } from '@latchkey/client'
import type { Secret } from '@latchkey/protocol'
import type { Terminal } from '@latchkey/protocol/command'
import type { Refusal } from '@latchkey/tokens'

export interface Desk extends Terminal {
  readonly platform: NodeJS.Platform
  /** What this machine is called. */
  readonly hostName: string
  /** The folder that the command was typed in. */
  readonly folder: string
  readonly person: Person
  /** A line of standard error that the next such line takes the place of; empty: as if none had been there. */
  overwrite(line: string): void
  /** Standard input as it comes, for what answers before it ends. */
  pieces(): AsyncIterable<Uint8Array>
  /** Said where a credential was found that can be sent now. */
  credentialFound(): void
  /** What `@latchkey/client` is handed. Loading that library takes longer than most commands: ask late. */
  machine(): Promise<Machine>
  /** Runs a program to its end. */
  run(child: Child): Promise<Ended | Refusal<'no_such_program'>>
  /** Aborts at the first Ctrl-C. Asking for it is what makes that Ctrl-C not end the process at once. */
  interruption(): AbortSignal
}

/** Whoever sits at the terminal. Nothing that they are asked ends up in a log. */
export interface Person {
  /** Whether there is somebody to ask: a terminal to read from and to write to, and no CI. */
  readonly isThere: boolean
  /** A line; undefined where they gave up, or input came to its end. */
  ask(question: string): Promise<string | undefined>
  /** The same, not shown while it is typed. */
  askSecret(question: string): Promise<Secret | undefined>
  /** Best effort, and only http and https; whether a browser was asked to open it. */
  openBrowser(url: string): Promise<boolean>
}

export interface Child {
  /** Never a secret among them: other processes see arguments. */
  readonly words: readonly [program: string, ...words: string[]]
  /** Where it is run; where this process is, unless told. */
  readonly folder?: string
  /** The whole of it; the desk's own unless told. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** What it reads; the terminal's own input unless told. */
  readonly input?: string
  /** Whether what it writes is handed back, and not shown. */
  readonly quiet?: true
  /** Files for this run alone. */
  readonly privately?: PrivateFolder
}

/** A folder that only this person may enter, there while the program runs and gone afterwards, however it ended. */
export interface PrivateFolder {
  /** Where nothing is yet. */
  readonly path: string
  /** By their names in it, `.` and folders included; no other person may read them. */
  readonly files: Readonly<Record<string, string>>
}

export interface Ended {
  /** 128 and the signal's number where a signal ended it, as shells have it. */
  readonly exitCode: number
  /** What it wrote to standard output and standard error, where it was quiet. */
  readonly output: string
  readonly said: string
}
