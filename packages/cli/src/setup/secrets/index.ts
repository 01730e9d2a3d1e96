/** The files in which secrets lie in clear, and who reads them. */
import { join } from 'node:path'
import { type FoundSecret, type SecretKind, without } from './found-secret.ts'
import { secretsInNetrc } from './in-netrc.ts'
import { secretsInNpmrc } from './in-npmrc.ts'
import { secretsInPypirc } from './in-pypirc.ts'

export { type FoundSecret, type SecretKind, without }

export interface SearchedFile {
  readonly path: string
  /** Whether it lies in the project, where others read it, too. */
  readonly inProject?: true
  find(text: string, registry: { readonly origin: string }): FoundSecret[]
}

export interface Where {
  readonly home: string
  /** The folder that the command was typed in. */
  readonly project: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

export function searchedFiles({ home, project, environment }: Where): readonly SearchedFile[] {
  const npmrc = environment['NPM_CONFIG_USERCONFIG'] || join(home, '.npmrc')
  const ofProject = join(project, '.npmrc')
  return [
    { path: join(home, '.pypirc'), find: secretsInPypirc },
    { path: npmrc, find: secretsInNpmrc },
    ...(ofProject === npmrc ? [] : [{ path: ofProject, find: secretsInNpmrc, inProject: true } as const]),
    { path: environment['NETRC'] || join(home, '.netrc'), find: secretsInNetrc },
  ]
}
