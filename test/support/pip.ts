/** The unchanged pip, downloading. */
import { type Answer, command } from './command.ts'

export interface Download {
  readonly origin: string
  readonly organization: string
  readonly package: string
  /** Where the file goes. */
  readonly folder: string
  /** Sent as the password of the index address; none asks without a credential. */
  readonly token?: string
}

/** What a person types; the address of the index, with its token, is in `PIP_INDEX_URL`. */
export function typedPip({ package: name }: Pick<Download, 'package'>): string {
  return `pip download --no-deps ${name}`
}

export function pipDownload(download: Download): Promise<Answer> {
  const [program = '', ...words] = typedPip(download).split(' ')
  const index = new URL(`${download.origin}/pypi/${download.organization}/simple/`)
  if (download.token !== undefined) {
    index.username = '__token__'
    index.password = download.token
  }
  return command({
    words: ['/usr/bin/python3', '-m', program, ...words, '--no-input'],
    folder: download.folder,
    env: { PIP_INDEX_URL: index.href, PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_NO_CACHE_DIR: '1' },
  })
}
