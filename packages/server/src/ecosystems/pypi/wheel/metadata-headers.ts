/** The few headers of a METADATA file that are looked at: the core metadata specification, in the form of RFC 822. */

export interface MetadataHeaders {
  readonly name: string | undefined
  readonly version: string | undefined
  readonly requiresPython: string | undefined
}

export function readMetadataHeaders(metadata: Buffer): MetadataHeaders {
  const text = metadata.toString('utf8')
  const [head = ''] = text.split(/\r?\n\r?\n/, 1)
  // White space is trimmed afterwards: an expression that looks for its end takes hours over a few megabytes of it.
  const header = (name: string) => new RegExp(`^${name}:(.*)`, 'im').exec(head)?.[1]?.trim()
  return { name: header('Name'), version: header('Version'), requiresPython: header('Requires-Python') }
}
