import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { granted } from '../../../credentials/testing/small-house.ts'
import { judgeOf } from '../../../repositories/testing/judge-of.ts'
import { attenuated } from '../testing/attenuated.ts'
import { type PypiHouse, pypiHouse } from '../testing/pypi-house.ts'
import { wheelBytes } from '../testing/wheel.ts'

const json = { Accept: 'application/vnd.pypi.simple.v1+json' }
const widget = { name: 'my_widget', version: '1.0.0', requiresPython: '>=3.9, <4' }
const filename = 'my_widget-1.0.0-py3-none-any.whl'
const bytes = wheelBytes(widget)
const sha256 = createHash('sha256').update(bytes).digest('hex')
const metadata =
  'Metadata-Version: 2.1\nName: my_widget\nVersion: 1.0.0\nRequires-Python: >=3.9, <4\n\nA test.\n'
const metadataSha256 = createHash('sha256').update(metadata).digest('hex')

async function withWidget(): Promise<PypiHouse> {
  const house = await pypiHouse()
  expect((await house.uploadWheel(widget)).status).toBe(200)
  return house
}

async function yank(house: PypiHouse, version: string, reason: string): Promise<void> {
  const { token } = await house.keyOf(house.alice, [{ actions: ['retire'], targets: ['*'] }])
  const credential = granted(await house.authenticate(token))
  const judge = judgeOf(house, credential, { package: 'my-widget', version })
  granted(await house.repositories.retireVersion(judge, reason))
}

describe('the index of all packages', () => {
  test('links to each in HTML (PEP 503), and names each in JSON (PEP 691)', async () => {
    const house = await withWidget()
    await house.uploadWheel({ name: 'gadget', version: '1' })
    const html = await house.get('/pypi/acme/simple/')
    expect(html.head).toMatch(/Content-Type: text\/html/)
    expect(html.body).toContain('<a href="my-widget/">my-widget</a>')
    const page = await house.get('/pypi/acme/simple/', json)
    expect(page.head).toContain('Content-Type: application/vnd.pypi.simple.v1+json')
    expect(JSON.parse(page.body)).toEqual({
      meta: { 'api-version': '1.1' },
      projects: [{ name: 'gadget' }, { name: 'my-widget' }],
    })
  })
})

describe('the page of a package', () => {
  test('has in JSON what PEP 691, 700 and 714 ask for', async () => {
    const house = await withWidget()
    const { body } = await house.get('/pypi/acme/simple/my-widget/', json)
    expect(JSON.parse(body)).toEqual({
      meta: { 'api-version': '1.1' },
      name: 'my-widget',
      versions: ['1.0.0'],
      files: [
        {
          filename,
          url: `../../files/my-widget/${filename}`,
          hashes: { sha256 },
          'requires-python': '>=3.9, <4',
          'core-metadata': { sha256: metadataSha256 },
          size: bytes.length,
          'upload-time': new Date(house.clock.now()).toISOString(),
          yanked: false,
        },
      ],
    })
  })

  test('has in HTML the link with its digest, and attributes that nothing gets out of', async () => {
    const house = await withWidget()
    const { body } = await house.get('/pypi/acme/simple/my-widget/')
    expect(body).toContain(
      `<a href="../../files/my-widget/${filename}#sha256=${sha256}" data-requires-python="&gt;=3.9, &lt;4" data-core-metadata="sha256=${metadataSha256}" data-dist-info-metadata="sha256=${metadataSha256}">${filename}</a>`,
    )
  })

  test.each([
    [
      'It <deletes> "too much".',
      ' data-yanked="It &lt;deletes&gt; &quot;too much&quot;."',
      'It <deletes> "too much".',
    ],
    ['', ' data-yanked=""', true],
  ])(
    'marks the files of a version that is yanked (PEP 592), with the reason %j',
    async (reason, attribute, value) => {
      const house = await withWidget()
      await house.uploadWheel({ ...widget, version: '2.0.0' })
      await yank(house, '1.0.0', reason)
      const html = (await house.get('/pypi/acme/simple/my-widget/')).body
      expect(html.match(/ data-yanked="[^"]*"/g)).toEqual([attribute])
      expect(html).toMatch(/data-yanked="[^"]*">my_widget-1\.0\.0-/)
      const page = JSON.parse((await house.get('/pypi/acme/simple/my-widget/', json)).body)
      expect(page.files.map((file: { yanked: unknown }) => file.yanked)).toEqual([value, false])
    },
  )

  test.each(['My.Widget', 'my_widget', 'MY--WIDGET'])(
    'under the spelling %s is redirected to its one address',
    async name => {
      const house = await withWidget()
      const answer = await house.get(`/pypi/acme/simple/${name}/`)
      expect(answer.status).toBe(301)
      expect(answer.head).toContain('Location: ../my-widget/')
    },
  )

  test('without its last slash is redirected, as are the index and the upload address', async () => {
    const house = await withWidget()
    const moved = (await house.get('/pypi/acme/simple/My.Widget')).head
    expect(moved).toContain('Location: /pypi/acme/simple/my-widget/')
    expect((await house.get('/pypi/acme/simple')).head).toContain('Location: /pypi/acme/simple/')
  })

  test.each(['A%E2%82%AC', 'a%3Fb', 'a%23b', '-', 'a'.repeat(201)])(
    'is not looked for, and nobody redirected, where %s can be no name',
    async name => {
      const house = await pypiHouse()
      const malformed = { status: 400, reason: expect.stringContaining('cannot be the name of a package') }
      expect(await house.get(`/pypi/acme/simple/${name}/`)).toMatchObject(malformed)
      expect(await house.get(`/pypi/acme/simple/${name}`)).toMatchObject(malformed)
      expect(house.listener.logged).toEqual([])
    },
  )

  test('is not there for a package that nobody published', async () => {
    const house = await pypiHouse()
    expect(await house.get('/pypi/acme/simple/nothing/')).toMatchObject({
      status: 404,
      reason: expect.stringContaining('no package nothing'),
    })
  })

  test('comes in the form that the client would rather have', async () => {
    const house = await withWidget()
    const type = async (accept: string) =>
      /content-type: ([^;\r]*)/i.exec(
        (await house.get('/pypi/acme/simple/my-widget/', { Accept: accept })).head,
      )?.[1]
    expect(await type('text/html;q=0.1, application/vnd.pypi.simple.v1+html')).toBe(
      'application/vnd.pypi.simple.v1+html',
    )
    expect(await type('application/vnd.pypi.simple.latest+json')).toBe('application/vnd.pypi.simple.v1+json')
    expect(await type('*/*')).toBe('text/html')
    expect((await house.get('/pypi/acme/simple/my-widget/', { Accept: 'image/png' })).status).toBe(406)
  })

  test('is sent once to who asks again, until it changes', async () => {
    const house = await withWidget()
    const first = await house.get('/pypi/acme/simple/my-widget/', json)
    const tag = /ETag: (.*)/.exec(first.head)?.[1]?.trim() ?? ''
    const again = { ...json, 'If-None-Match': `"other", W/${tag}` }
    const second = await house.get('/pypi/acme/simple/my-widget/', again)
    expect(second).toMatchObject({ status: 304, body: '' })
    expect(second.head).toContain(`ETag: ${tag}`)
    await house.uploadWheel({ ...widget, version: '1.0.1' })
    expect((await house.get('/pypi/acme/simple/my-widget/', again)).status).toBe(200)
  })

  test('of a private repository is kept by no cache but the client, and asked for each time', async () => {
    const house = await withWidget()
    expect((await house.get('/pypi/acme/simple/my-widget/')).head).toContain(
      'Cache-Control: private, no-cache',
    )
  })
})

describe('a file', () => {
  const path = `/pypi/acme/files/my-widget/${filename}`

  test('comes back byte for byte, with its length, and never as a page', async () => {
    const house = await withWidget()
    const answer = await house.get(path)
    expect(answer.status).toBe(200)
    expect(createHash('sha256').update(answer.body, 'latin1').digest('hex')).toBe(sha256)
    expect(answer.head).toContain(`Content-Length: ${bytes.length}`)
    expect(answer.head).toContain("Content-Security-Policy: sandbox; default-src 'none'")
    expect(answer.head).toContain('X-Content-Type-Options: nosniff')
  })

  test('has its METADATA beside it (PEP 658)', async () => {
    const house = await withWidget()
    expect(await house.get(`${path}.metadata`)).toMatchObject({ status: 200, body: metadata })
  })

  test('is not sent again to who has it', async () => {
    const house = await withWidget()
    expect(await house.get(path, { 'If-None-Match': `"${sha256}"` })).toMatchObject({ status: 304, body: '' })
  })

  test.each([
    '/pypi/acme/files/my-widget/my_widget-2.0.0-py3-none-any.whl',
    `/pypi/acme/files/gadget/${filename}`,
    `/pypi/acme/files/My_Widget/${filename}`,
    '/pypi/acme/files/my-widget/passwd',
    '/pypi/acme/files/my-widget/my_widget-1.0.0.tar.gz.metadata',
  ])('is not there at %s', async other => {
    const house = await withWidget()
    expect((await house.get(other)).status).toBe(404)
  })

  test('is read by a key for its version, and not by one for another', async () => {
    const house = await withWidget()
    const { token } = await house.keyOf(house.alice, [
      { actions: ['read'], targets: ['pypi:acme/my-widget'] },
    ])
    const read = async (version: string) => {
      const narrowed = attenuated(token.expose(), ['version', [version]])
      return (await house.send({ method: 'GET', path }, `Bearer ${narrowed}`)).status
    }
    expect([await read('1.0.0'), await read('2.0.0')]).toEqual([200, 403])
  })
})
