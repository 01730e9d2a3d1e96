import { describe, expect, test } from 'vitest'
import { recordedTarball } from '../testing/recorded.ts'
import { checkArchive, readTarball } from './index.ts'

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

describe('what hex_core made', () => {
  test('is read as it meant it', async () => {
    const { name, version, innerChecksum, bytes } = recordedTarball
    expect(await readTarball(whole(bytes))).toEqual({
      ...{ name, version, innerChecksum, app: 'widget_erl' },
      requirements: [
        {
          name: 'gadget',
          app: 'gadget_app',
          optional: true,
          requirement: '>= 1.0.0 and < 2.0.0',
          repository: 'hexpm',
        },
        { name: 'jason', app: 'jason', optional: false, requirement: '~> 1.2', repository: 'hexpm' },
      ],
      metadata: {
        description: 'Größe "quoted" \\ back\nline',
        licenses: ['Apache-2.0', 'MIT'],
        links: { GitHub: 'https://example.com/widget?a=b&c' },
        buildTools: ['rebar3'],
        extra: { a: { b: [1, 2, true] } },
      },
    })
  })

  test('is taken as documentation', async () => {
    const { documentation } = recordedTarball
    const archive = { name: 'The archive', compressed: whole(documentation), size: documentation.length }
    expect(await checkArchive({ ...archive, links: false })).toBeUndefined()
  })
})
