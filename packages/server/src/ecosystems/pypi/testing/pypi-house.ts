/** A house with one key that publishes and reads all of pypi:acme: for tests of what pypi does once it is let in. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RawAnswer } from '../../../http/testing/send-raw.ts'
import { bearer } from '../../testing/contract-subject.ts'
import { type OpenHouse, openHouse, type TestRequest } from '../../testing/open-house.ts'
import { type FormPart, uploadRequest, wheelParts } from './form.ts'
import type { WheelInput } from './wheel.ts'

export interface PypiHouse extends OpenHouse {
  /** Uploads a form to acme. */
  upload(parts: readonly FormPart[]): Promise<RawAnswer>
  uploadWheel(input: WheelInput): Promise<RawAnswer>
  get(path: string, headers?: TestRequest['headers']): Promise<RawAnswer>
  /** The files that are arriving in the upstream, and those that it holds. */
  arriving(): readonly string[]
  held(): readonly string[]
  /** The names of the files that are on the index page of a package. */
  listed(name: string): Promise<readonly string[]>
}

export async function pypiHouse(options?: Parameters<typeof openHouse>[0]): Promise<PypiHouse> {
  const house = await openHouse(options)
  const key = await house.keyOf(house.alice, [{ actions: ['publish', 'read'], targets: ['pypi:acme'] }])
  const get: PypiHouse['get'] = (path, headers = {}) =>
    house.send({ method: 'GET', path, headers }, bearer(key))
  const upload: PypiHouse['upload'] = parts => house.send(uploadRequest('acme', parts), bearer(key))
  return {
    ...house,
    get,
    upload,
    uploadWheel: input => upload(wheelParts(input)),
    arriving: () => filesBelow(join(house.folder, 'files', 'arriving')),
    held: () => filesBelow(join(house.folder, 'files')),
    async listed(name) {
      const answer = await get(`/pypi/acme/simple/${name}/`, {
        Accept: 'application/vnd.pypi.simple.v1+json',
      })
      const page: { files?: { filename: string }[] } = answer.status === 200 ? JSON.parse(answer.body) : {}
      return (page.files ?? []).map(({ filename }) => filename)
    },
  }
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ name }) => name)
}
