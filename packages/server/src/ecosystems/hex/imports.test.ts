import { describe, expect, test } from 'vitest'
import { imports } from './imports.ts'
import { buildTarball } from './testing/build-tarball.ts'
import { recordedTarball } from './testing/recorded.ts'

const contentsOf = (bytes: Uint8Array) => ({
  size: bytes.length,
  async *read() {
    yield bytes
  },
})

const inspect = (filename: string, bytes: Uint8Array) => imports.inspect(filename, contentsOf(bytes))

describe('of a folder', () => {
  test.each([
    ['widget-1.0.0.tar', { package: 'widget', version: '1.0.0' }],
    ['widget_erl-1.2.3-rc.1.tar', { package: 'widget_erl', version: '1.2.3-rc.1' }],
    ['widget-1.0.0.tar.gz', undefined],
    ['widget-1.0.tar', undefined],
    ['Widget-1.0.0.tar', undefined],
    ['widget.tar', undefined],
    ['names', undefined],
    ['../widget-1.0.0.tar', undefined],
    ['widget-1.0.0.tar\n', undefined],
  ])('%j is taken for %j', (filename, named) => {
    expect(imports.named(filename)).toEqual(named)
  })

  test('a tarball is published with what it says of itself', async () => {
    const { bytes, innerChecksum } = recordedTarball
    expect(await inspect('widget_erl-1.2.3-rc.1.tar', bytes)).toMatchObject({
      app: 'widget_erl',
      innerChecksum,
    })
  })

  test.each([
    ['that has another version than its name', 'widget-1.0.1.tar', buildTarball(), 'name_differs'],
    ['of another package than its name', 'gadget-1.0.0.tar', buildTarball(), 'name_differs'],
    ['that is none', 'widget-1.0.0.tar', Buffer.from('hello'), 'tarball_malformed'],
    ['that was changed', 'widget-1.0.0.tar', buildTarball({ parts: { CHECKSUM: '00' } }), 'checksum_differs'],
    [
      'that no client would unpack',
      'widget-1.0.0.tar',
      Buffer.alloc(16 * 1024 * 1024 + 1),
      'tarball_too_large',
    ],
  ])('a tarball %s is refused', async (_, filename, bytes, code) => {
    expect(await inspect(filename, bytes)).toMatchObject({ code })
  })
})
