/** What a refusal repeats of what was typed: a secret that was pasted in the place of something else is in no log of it. */

/**
 * Macaroons, which begin alike whatever their prefix (libmacaroons, "v2 format": a version and the type of a field), tokens
 * that others mark as theirs, and the user of an address that has a password, but where a hint says how to write one.
 */
const secrets =
  /\b[a-z][a-z0-9]*-Ag[EI][\w-]{12,}|\b(?:npm_|gh[a-z]_|github_pat_|hex_)[\w-]{16,}|(?<=:\/\/)(?!USER:PASSWORD@)[^\s/@:]*:[^\s/@]*(?=@)/g

export function withoutSecrets(text: string): string {
  return text.replace(secrets, '[redacted]')
}
