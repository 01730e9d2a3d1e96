/** What PyPI's clients want to know of a file besides its row: kept as JSON in the row. */
import { z } from 'zod'

const fileDetails = z.object({
  /** As its metadata say, `>=3.9`: pip passes over a file that its Python is too old for. */
  requiresPython: z.string().optional(),
  /** SHA-256 in hex of the METADATA inside a wheel (PEP 658), which is served on its own. */
  metadataSha256: z.string().optional(),
})

export type FileDetails = z.infer<typeof fileDetails>

/** Throws for what `publishFile` was never given. */
export function readFileDetails(details: unknown): FileDetails {
  return fileDetails.parse(details)
}
