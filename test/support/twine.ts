/** The unchanged twine, uploading. */
import { basename, dirname } from 'node:path'
import { type Answer, command } from './command.ts'

export interface Upload {
  readonly origin: string
  readonly organization: string
  /** The file to upload. */
  readonly file: string
  readonly token: string
  /** A file with the certificate that is trusted. */
  readonly certificate?: string
}

/** What a person types; the token is in `TWINE_PASSWORD`, never in an argument. */
export function typedTwine({
  origin,
  organization,
  file,
}: Pick<Upload, 'origin' | 'organization' | 'file'>): string {
  return `twine upload -u __token__ --repository-url ${origin}/pypi/${organization}/legacy/ ${basename(file)}`
}

export function twineUpload(upload: Upload): Promise<Answer> {
  const [program = '', ...words] = typedTwine(upload).split(' ')
  return command({
    words: [`/usr/bin/${program}`, ...words, '--non-interactive', '--disable-progress-bar'],
    folder: dirname(upload.file),
    env: {
      TWINE_PASSWORD: upload.token,
      ...(upload.certificate === undefined ? {} : { TWINE_CERT: upload.certificate }),
    },
  })
}
