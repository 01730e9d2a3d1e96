import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { blake2b } from '@noble/hashes/blake2.js'
import { describe, expect, test } from 'vitest'
import { processorTime } from '../../../../../../test/support/processor-time.ts'
import { head, sendRaw } from '../../../http/testing/send-raw.ts'
import { bearer } from '../../testing/contract-subject.ts'
import { attenuated } from '../testing/attenuated.ts'
import { boundary, type FormPart, formBody, uploadRequest, wheelParts } from '../testing/form.ts'
import { type PypiHouse, pypiHouse } from '../testing/pypi-house.ts'
import { sdistBytes, wheelBytes } from '../testing/wheel.ts'

const widget = { name: 'widget', version: '1.0.0' }
const filename = 'widget-1.0.0-py3-none-any.whl'
const content = wheelBytes(widget)
const good = wheelParts(widget, content)

/** The same form with a field changed, or without it. */
function withField(name: string, value?: string | Uint8Array): readonly FormPart[] {
  const others = good.filter(([each]) => each !== name)
  return value === undefined ? others : [[name, value], ...others]
}

const withFile = (name: string, bytes: Uint8Array = content): readonly FormPart[] => [
  ...good.filter(([each]) => each !== 'content' && !each.endsWith('_digest')),
  ['content', bytes, name],
]

describe('an upload', () => {
  test('is on the index at once, under the name that it was uploaded with', async () => {
    const house = await pypiHouse()
    expect(await house.uploadWheel(widget)).toMatchObject({ status: 200, body: '' })
    expect(await house.listed('widget')).toEqual([filename])
  })

  test('of the same file again is fine', async () => {
    const house = await pypiHouse()
    await house.uploadWheel(widget)
    expect((await house.uploadWheel(widget)).status).toBe(200)
    expect(await house.listed('widget')).toEqual([filename])
  })

  test('of another file under the same name is refused in the words that twine looks for', async () => {
    const house = await pypiHouse()
    await house.uploadWheel(widget)
    const answer = await house.uploadWheel({ ...widget, entries: [['more.py', '']] })
    expect(answer).toMatchObject({ status: 400, reason: expect.stringContaining('File already exists') })
  })

  test('of a source distribution is taken', async () => {
    const house = await pypiHouse()
    const parts = withFile('widget-1.0.0.tar.gz', sdistBytes()).map(
      (part): FormPart => (part[0] === 'filetype' ? ['filetype', 'sdist'] : part),
    )
    expect((await house.upload(parts)).status).toBe(200)
    expect(await house.listed('widget')).toEqual(['widget-1.0.0.tar.gz'])
  })

  test('is compared in normal form: name and version may be spelled in another way than the file', async () => {
    const house = await pypiHouse()
    const wheel = wheelBytes({ name: 'My_Widget', version: '1.0' })
    const parts = wheelParts({ name: 'My_Widget', version: '1.0' }, wheel).map((part): FormPart => {
      if (part[0] === 'name') return ['name', 'my.widget']
      return part[0] === 'version' ? ['version', '1.0.0'] : part
    })
    expect((await house.upload(parts)).status).toBe(200)
    expect(await house.listed('my-widget')).toEqual(['My_Widget-1.0-py3-none-any.whl'])
  })

  test('is decided again in the transaction that makes it visible: a key revoked meanwhile publishes nothing', async () => {
    const house = await pypiHouse()
    const { key, token } = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const body = formBody(good)
    const request = head(
      'POST /pypi/acme/legacy/',
      `Authorization: Bearer ${token.expose()}`,
      `Content-Type: multipart/form-data; boundary=${boundary}`,
      `Content-Length: ${body.length}`,
    )
    const socket = connect(house.listener.port, '127.0.0.1')
    const answer = text(socket)
    socket.write(request)
    socket.write(body.subarray(0, -10))
    // The early decisions are made once the upload lies in the folder of files that arrive.
    await expect.poll(() => house.arriving()).toHaveLength(1)
    await house.keys.revoke(key.id, 'local command')
    socket.write(body.subarray(-10))
    expect(await answer).toMatch(/^HTTP\/1\.1 403 .*revoked/)
    expect(await house.listed('widget')).toEqual([])
  })
})

describe('an upload with a narrowed key', () => {
  const sha512 = createHash('sha512').update(content).digest('hex')

  test.each([
    ['its digest', [['digest', ['sha512', sha512].join(':')]], 200, /OK/],
    ['another digest', [['digest', `sha256:${'0'.repeat(64)}`]], 403, /sha256:[0-9a-f]/],
    ['its version', [['version', '1.0.0']], 200, /OK/],
    ['another version', [['version', '2.0.0']], 403, /2\.0\.0.*1\.0\.0|1\.0\.0.*2\.0\.0/],
  ])('for %s', async (_, [[tag, value] = ['', '']], status, why) => {
    const house = await pypiHouse()
    const key = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const token = attenuated(key.token.expose(), [tag, [value]])
    const answer = await house.send(uploadRequest('acme', good), `Bearer ${token}`)
    expect(answer).toMatchObject({ status, reason: expect.stringMatching(why) })
    expect(await house.listed('widget')).toHaveLength(status === 200 ? 1 : 0)
    expect(house.arriving()).toEqual([])
  })
})

describe('digests', () => {
  const computed = {
    md5_digest: createHash('md5').update(content).digest('hex'),
    sha256_digest: createHash('sha256').update(content).digest('hex').toUpperCase(),
    blake2_256_digest: Buffer.from(blake2b(content, { dkLen: 32 })).toString('hex'),
  }

  test('that are right pass, in any case; empty ones are none', async () => {
    const house = await pypiHouse()
    const digests = Object.entries(computed)
    expect((await house.upload([...digests, ...withFile(filename)])).status).toBe(200)
    const none = digests.map(([name]): FormPart => [name, ''])
    expect((await house.upload([...none, ...withFile(filename)])).status).toBe(200)
  })

  test.each(Object.entries(computed))('a wrong %s is refused by name', async (name, digest) => {
    const house = await pypiHouse()
    const wrong = `${digest.startsWith('0') ? '1' : '0'}${digest.slice(1)}`
    expect(await house.upload(withField(name, wrong))).toMatchObject({
      status: 400,
      reason: expect.stringContaining(name),
    })
    expect(await house.upload(withField(name, 'abc'))).toMatchObject({
      status: 400,
      reason: expect.stringContaining(name),
    })
    expect(await house.listed('widget')).toEqual([])
  })
})

describe('bad input', () => {
  const other = wheelBytes({ ...widget, metadata: 'Name: gadget\nVersion: 1.0.0\n' })
  test.each<[string, readonly FormPart[], number, string]>([
    ...[':action', 'protocol_version', 'name', 'version', 'filetype'].map(
      (name): [string, readonly FormPart[], number, string] => [`no ${name}`, withField(name), 400, name],
    ),
    ['no content', withField('content'), 400, 'content'],
    ['content before name', [...withField('name').toReversed(), ['name', 'widget']], 400, 'name'],
    ['a name after the file as well', [...good, ['name', 'gadget']], 400, 'name comes after'],
    ['a second file', [...good, ['content', content, filename]], 400, 'content comes after'],
    ['two names', [['name', 'gadget'], ...good], 400, 'name is sent twice'],
    ['another action', withField(':action', 'submit'), 400, ':action'],
    ['another protocol', withField('protocol_version', '2'), 400, 'protocol_version'],
    ['an egg', withField('filetype', 'bdist_egg'), 400, 'bdist_wheel or sdist'],
    ['a name that is none', withField('name', 'wid get'), 400, 'wid get'],
    ['a version that is none', withField('version', 'one'), 400, 'PEP 440'],
    ['a name that is not UTF-8', withField('name', Buffer.from([0xff, 0xfe])), 400, 'not UTF-8'],
    ['requirements that break out', withField('requires_python', '"><script>'), 400, 'requires_python'],
    ['the name of another package', withField('name', 'gadget'), 400, 'package widget'],
    ['another version than the file', withField('version', '2.0.0'), 400, 'version 1.0.0'],
    ['another type than the file', withField('filetype', 'sdist'), 400, 'bdist_wheel'],
    ['no file name', withFile(''), 400, 'name of a wheel'],
    ['a file name with a path', withFile(`../${filename}`), 400, 'name of a wheel'],
    ['a file name with a null', withFile(`${filename}\u0000`), 400, 'name of a wheel'],
    [
      'a file name that is not UTF-8',
      withFile('widget\u00ff-1.0.0-py3-none-any.whl'),
      400,
      'name of a wheel',
    ],
    ['a wheel that is no zip', withFile(filename, Buffer.from('hello')), 400, 'not a wheel'],
    ['a wheel that calls itself otherwise', withFile(filename, other), 400, 'gadget'],
    ['an empty file', withFile(filename, Buffer.alloc(0)), 400, 'not a wheel'],
    [
      'a description of 5 MB',
      [['description', 'x'.repeat(5 * 1024 * 1024)], ...good],
      413,
      'besides its file',
    ],
    [
      '20,000 fields',
      [...Array.from({ length: 20_000 }, (): FormPart => ['classifiers', 'x']), ...good],
      413,
      'besides its file',
    ],
  ])('%s is refused in a sentence, and nothing is left of it', async (_, parts, status, why) => {
    const house = await pypiHouse()
    const answer = await house.upload(parts)
    expect(answer).toMatchObject({
      status,
      reason: expect.stringContaining(why),
      body: expect.stringContaining(why),
    })
    expect(await house.listed('widget')).toEqual([])
    expect(house.held()).toEqual([])
    expect(house.listener.logged).toEqual([])
  })

  const types = { multipart: `multipart/form-data; boundary=${boundary}`, json: 'application/json' }
  test.each<[string, string, (body: Buffer) => Buffer, number]>([
    ['a form without its end', types.multipart, body => body.subarray(0, -10), 400],
    ['half a form', types.multipart, body => body.subarray(0, body.length / 2), 400],
    ['a form of noise', types.multipart, body => createHash('sha512').update(body).digest(), 400],
    ['an empty form', types.multipart, () => Buffer.alloc(0), 400],
    ['no form', types.json, () => Buffer.from('{}'), 400],
    ['a form without its boundary', 'multipart/form-data', body => body, 400],
  ])('%s is refused in a sentence', async (_, type, change, status) => {
    const house = await pypiHouse()
    const { token } = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const request = {
      ...uploadRequest('acme', good),
      headers: { 'Content-Type': type },
      body: change(formBody(good)),
    }
    const answer = await house.send(request, `Bearer ${token.expose()}`)
    expect(answer).toMatchObject({ status, reason: expect.stringMatching(/form/) })
    expect(house.listener.logged).toEqual([])
  })

  /** The head of an upload that says it has this many bytes. */
  async function announcing(house: PypiHouse, length: number): Promise<string> {
    const key = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    return head(
      'POST /pypi/acme/legacy/',
      `Authorization: ${bearer(key)}`,
      `Content-Type: ${types.multipart}`,
      `Content-Length: ${length}`,
    )
  }

  test('a length that is shorter than what is sent is refused, and the server goes on', async () => {
    const house = await pypiHouse()
    const answer = await sendRaw(house.listener.port, await announcing(house, 100), formBody(good))
    expect(answer).toMatchObject({ status: 400, reason: expect.stringMatching(/breaks off|well-formed/) })
    expect((await house.uploadWheel(widget)).status).toBe(200)
    expect(house.listener.logged).toEqual([])
  })

  test('a form that ends before its length does is not published, and leaves nothing behind', async () => {
    const house = await pypiHouse()
    const body = formBody(good)
    const socket = connect(house.listener.port, '127.0.0.1')
    const answer = text(socket)
    socket.write(await announcing(house, body.length + 1_000))
    socket.write(body)
    await expect.poll(() => house.arriving()).toHaveLength(1)
    socket.end()
    expect(await answer).not.toMatch(/^HTTP\/1\.1 2/)
    await expect.poll(() => house.held()).toEqual([])
    expect(await house.listed('widget')).toEqual([])
    expect(house.listener.logged).toEqual([])
  })

  test('a form that goes on after its end is refused', async () => {
    const house = await pypiHouse()
    const body = Buffer.concat([formBody(good), Buffer.from('and more')])
    const answer = await sendRaw(house.listener.port, await announcing(house, body.length), body)
    expect(answer).toMatchObject({ status: 400, reason: expect.stringContaining('after its end') })
    expect(await house.listed('widget')).toEqual([])
  })

  test('a file above the limit is refused by its limit: announced before it is sent, else while it arrives', async () => {
    const house = await pypiHouse({ uploadLimit: 1024 * 1024 })
    const large = withFile(
      filename,
      wheelBytes({ ...widget, entries: [['large.bin', Buffer.alloc(1024 * 1024)]] }),
    )
    const refusal = { status: 413, reason: expect.stringContaining('1048576 bytes') }
    expect(await house.upload(large)).toMatchObject(refusal)
    const key = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const announced = head(
      'POST /pypi/acme/legacy/',
      `Authorization: ${bearer(key)}`,
      `Content-Type: ${types.multipart}`,
      'Expect: 100-continue',
      'Content-Length: 1000000000',
    )
    expect(await sendRaw(house.listener.port, announced)).toMatchObject(refusal)
    expect(await house.listed('widget')).toEqual([])
  })

  test.each<[string, readonly FormPart[]]>([
    ['many fields', Array.from({ length: 10_001 }, (_, index): FormPart => [`x${index}`, ''])],
    ['a field of 5 MB', [['x', Buffer.alloc(5 * 1024 * 1024)]]],
  ])('%s after the file are as many too many as before it', async (_, more) => {
    const house = await pypiHouse()
    const refusal = { status: 413, reason: expect.stringContaining('too many or too large fields') }
    expect(await house.upload([...more, ...good])).toMatchObject(refusal)
    expect(await house.upload([...good, ...more])).toMatchObject(refusal)
    expect(await house.listed('widget')).toEqual([])
  })

  test('a token of 10,000 restrictions is refused quickly', async () => {
    const house = await pypiHouse()
    const key = await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['pypi:acme'] }])
    const token = attenuated(
      key.token.expose(),
      ...Array.from({ length: 10_000 }, () => [0, 4_000_000_000, 0]),
    )
    const took = await processorTime(async () => {
      const whole = await house.send(uploadRequest('acme', good), `Bearer ${token}`)
      const inTheHead = await house.send(uploadRequest('acme', good), `Bearer ${token.slice(0, 15_000)}`)
      expect([whole.status, inTheHead.status]).toEqual([431, 403])
      expect(inTheHead.reason).toMatch(/8 KiB|8192|large/)
    })
    expect(took).toBeLessThan(2_000)
  })
})
