/** Found secrets for people: where they lie, of what kind they are, what to do about each. */
import type { SecretKind } from './index.ts'
import type { Found } from './search.ts'

/** `taken`: those of this registry go. Nothing where nothing was found. */
export function secretsInWords(found: readonly Found[], taken: boolean): string {
  const lines = found.flatMap(({ file, inProject, secrets }) =>
    secrets.map(({ line, kind, where, ours }) => {
      const what = `${file.path}, line ${line}: ${kinds[kind]} for ${where}`
      const becomes = ours ? (taken ? 'taken out' : 'needed no more: --replace takes it out') : 'left alone'
      return `  ${what}${inProject ? ', in this project' : ''} (${becomes})`
    }),
  )
  return lines.length === 0 ? '' : ['Secrets that lie in files:', ...lines, ...advice(found)].join('\n')
}

const kinds: Readonly<Record<SecretKind, string>> = {
  'latchkey-token': 'a Latchkey token',
  'pypi-token': 'a PyPI token',
  'npm-token': 'an npm token',
  password: 'a password',
}

/** How a token dies that somebody else may have seen. */
function advice(found: readonly Found[]): readonly string[] {
  const kinds = new Set(found.flatMap(({ secrets }) => secrets.map(({ kind }) => kind)))
  return [
    ...(kinds.has('latchkey-token')
      ? ['Burn a Latchkey token that others may have read: latchkey token burn']
      : []),
    ...(kinds.has('pypi-token') ? ['Remove a PyPI token: https://pypi.org/manage/account/#api-tokens'] : []),
    ...(kinds.has('npm-token') ? ['Revoke an npm token: npm token revoke'] : []),
  ]
}
