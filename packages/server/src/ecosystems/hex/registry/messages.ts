/**
 * The four messages of a Hex repository, field by field as its `.proto` files have them (hexpm/specifications, registry-v2,
 * and hex_core's `proto/`). The names are theirs.
 */
import {
  bytes,
  flag,
  type Message,
  message,
  number,
  optional,
  packed,
  repeated,
  required,
  text,
} from './protobuf/message.ts'

/** Around each of the others. */
export const signed = message({
  payload: required(1, bytes),
  /** Missing where nobody signed: then nothing of it counts. */
  signature: optional(2, bytes),
})

export const names = message({
  packages: repeated(1, message({ name: required(1, text) })),
  repository: required(2, text),
})

export const versions = message({
  packages: repeated(
    1,
    message({
      name: required(1, text),
      versions: repeated(2, text),
      /** Which of them, counted from 0. */
      retired: packed(3),
    }),
  ),
  repository: required(2, text),
})

const dependency = message({
  package: required(1, text),
  requirement: required(2, text),
  optional: optional(3, flag),
  /** Where it is not the package's name. */
  app: optional(4, text),
  /** Where it is not the repository that this stands in. */
  repository: optional(5, text),
})

const retirementStatus = message({
  /** The index in `retirementReasons`. */
  reason: required(1, number),
  message: optional(2, text),
})

const release = message({
  version: required(1, text),
  /** SHA-256 of what the tarball holds. */
  inner_checksum: required(2, bytes),
  dependencies: repeated(3, dependency),
  retired: optional(4, retirementStatus),
  /** SHA-256 of the tarball itself; only releases of long ago are without. */
  outer_checksum: optional(5, bytes),
})

/** Of which package, in the repository of which organization: clients compare both with what they asked for. */
export const packageMessage = message({
  releases: repeated(1, release),
  name: required(2, text),
  repository: required(3, text),
})

type Of<M> = M extends Message<infer T> ? T : never

export type Names = Of<typeof names>
export type Versions = Of<typeof versions>
export type Dependency = Of<typeof dependency>
export type RetirementStatus = Of<typeof retirementStatus>
export type Release = Of<typeof release>
export type PackageMessage = Of<typeof packageMessage>
