/** What Hex's clients want to know of a release besides its row: kept as JSON in the row of its tarball. */
import { z } from 'zod'

const requirement = z.object({
  /** The package that is needed. */
  name: z.string(),
  /** The repository that has it, as the publisher's tool named it; left out for the same one. */
  repository: z.string().optional(),
  /** `~> 1.2 and >= 1.2.3` */
  requirement: z.string(),
  optional: z.boolean(),
  /** The OTP application that the package contains. */
  app: z.string(),
})

const release = z.object({
  /** The OTP application. */
  app: z.string(),
  /** SHA-256 of what the tarball holds, in lower-case hex. The outer checksum is the file's own SHA-256. */
  innerChecksum: z.string(),
  requirements: z.array(requirement).readonly(),
  metadata: z.object({
    description: z.string().optional(),
    licenses: z.array(z.string()).readonly(),
    links: z.record(z.string(), z.string()),
    /** The requirement on Elixir, where there is one. */
    elixir: z.string().optional(),
    buildTools: z.array(z.string()).readonly(),
    extra: z.unknown().optional(),
  }),
})

export type HexRelease = z.infer<typeof release>
export type HexRequirement = z.infer<typeof requirement>

/** Throws for what `publishFile` was never given. */
export function readRelease(details: unknown): HexRelease {
  return release.parse(details)
}

/** As clients name it in the repository: `widget-1.2.3.tar`. */
export function tarballName(name: string, version: string): string {
  return `${name}-${version}.tar`
}
