/** What is known of one client: what its words do, and how it is handed a credential. One file a client. */
import type { Secret } from '@latchkey/protocol'
import type { Action, Refusal } from '@latchkey/tokens'
import type { Desk } from '../desk/index.ts'

export interface Client {
  /** As people call it, and as its program is called. */
  readonly name: string
  /** Other names of its program: `pip3`. */
  readonly otherwise?: RegExp
  readonly ecosystem: string
  /** What it is about to do, from its words and files; undefined where nothing that needs a credential is known of it. */
  doing(typed: Typed): Promise<Doing | undefined | Refusal>
  /** Its credential, in the way that it reads one. Nothing that it is typed with changes. */
  equip(given: Given, typed: Typed): Promise<Equipment>
  /** Other addresses at which it would show what it is handed, whatever it is typed with. */
  shownAt?(typed: Typed): Promise<readonly string[]>
  /** Variables of its own that hold credentials for other places, and stay. */
  readonly keeps?: RegExp
  /** Those in which it is given the password of wherever it goes: a token of PyPI in one is narrowed, too. */
  readonly passwords?: readonly string[]
}

/** The words after the program's name, and where they were typed. */
export interface Typed extends Pick<Desk, 'environment' | 'folder' | 'readFile'> {
  readonly words: readonly string[]
}

/** What can be done to a package or a whole repository. */
export type Aim = Exclude<Action, 'identify' | 'administer' | 'account'>

export interface Doing {
  /** First the one that the registry is asked about beforehand. */
  readonly actions: readonly [Aim, ...Aim[]]
  /** Empty where it cannot be told: it is then the whole repository. */
  readonly packages: readonly string[]
  /** What else it reads there than `packages`. */
  readonly readsAll?: true
  /** None where they cannot be told. */
  readonly versions?: readonly string[]
  /** The very files that are sent, by path. */
  readonly files?: readonly string[]
  /** Where its words send it: that cannot be changed. */
  readonly told?: readonly string[]
  /** Where its own settings would send it, if nothing else is said. */
  readonly hinted?: readonly string[]
  /** The organization that its words name. */
  readonly organization?: string
}

export interface Given {
  readonly token: Secret
  /** Left out where it goes wherever it goes by itself. */
  readonly place?: RepositoryPlace
  readonly doing: Doing
  /** Where files for this run may be put. */
  readonly folder: string
}

export interface RepositoryPlace {
  /** Ends in a slash: `https://packages.example.com/`. */
  readonly registry: string
  /** The repository: `https://packages.example.com/pypi/acme/`. */
  readonly url: string
  readonly organization: string
}

export interface Equipment {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** By their names in `folder`. */
  readonly files?: Readonly<Record<string, string>>
}
