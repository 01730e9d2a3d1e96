import { describe, expect, test } from 'vitest'
import { type PublishingHouse, publishingHouse } from '../testing/publishing-house.ts'

const api = 'https://packages.example.com/hex/api/repos/acme/packages'
const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/)

async function withReleases(...versions: readonly string[]): Promise<PublishingHouse> {
  const house = await publishingHouse()
  for (const version of versions) expect((await house.publish({ version })).status).toBe(201)
  return house
}

describe('a package', () => {
  test('is shown as hex.pm shows it, its releases from the newest to the oldest', async () => {
    const house = await withReleases('1.9.0', '1.10.0', '2.0.0-rc.1')
    const { status, body } = await house.inAcme('GET /packages/widget')
    expect(status).toBe(200)
    expect(body).toEqual({
      ...{ repository: 'acme', name: 'widget', url: `${api}/widget`, docs_html_url: null },
      html_url: 'https://packages.example.com/organizations/acme/repositories/hex/packages/widget',
      ...{ inserted_at: at, updated_at: at, downloads: {}, retirements: {} },
      meta: {
        ...{ description: 'A widget', licenses: ['Apache-2.0'], maintainers: [] },
        links: { Website: 'https://example.com' },
      },
      ...{ latest_version: '2.0.0-rc.1', latest_stable_version: '1.10.0' },
      releases: ['2.0.0-rc.1', '1.10.0', '1.9.0'].map(version => ({
        ...{ version, has_docs: false, inserted_at: at, url: `${api}/widget/releases/${version}` },
      })),
      owners: [expect.objectContaining({ username: 'alice' })],
    })
  })

  test.each([
    'GET /packages/gadget',
    'GET /packages/No-Name',
    'GET /packages/widget/releases/9.9.9',
    'GET /packages/widget/releases/newest',
    'GET /packages/gadget/owners',
  ])('that is not there is not found: %s', async call => {
    const house = await withReleases('1.0.0')
    expect(await house.inAcme(call)).toMatchObject({
      status: 404,
      body: { status: 404, message: expect.any(String) },
    })
  })

  test('is shown to whoever may describe it, and to nobody else', async () => {
    const house = await withReleases('1.0.0')
    const keyOf = async (action: 'read' | 'describe') =>
      (await house.keyOf(house.alice, [{ actions: [action], targets: ['hex:acme'] }])).token
    expect((await house.api(await keyOf('describe'), 'GET /repos/acme/packages/widget')).status).toBe(200)
    expect((await house.api(await keyOf('read'), 'GET /repos/acme/packages/widget')).status).toBe(403)
    const anonymous = await house.send({ method: 'GET', path: '/hex/api/repos/acme/packages/widget' })
    expect(anonymous.status).toBe(401)
    expect((await house.api(house.key, 'GET /repos/globex/packages/widget')).status).toBe(404)
  })
})

describe('a release', () => {
  test('is shown with what it needs, its checksum and who published it', async () => {
    const house = await publishingHouse()
    const requirements = {
      jason: { app: 'jason', optional: true, requirement: '~> 1.2', repository: 'hexpm' },
    }
    await house.publish({ metadata: { requirements, elixir: '~> 1.14' } })
    const { body } = await house.inAcme('GET /packages/widget/releases/1.0.0')
    expect(body).toMatchObject({
      ...{
        version: '1.0.0',
        checksum: expect.stringMatching(/^[0-9a-f]{64}$/),
        has_docs: false,
        retirement: null,
      },
      ...{
        url: `${api}/widget/releases/1.0.0`,
        package_url: `${api}/widget`,
        inserted_at: at,
        updated_at: at,
      },
      requirements: { jason: { app: 'jason', optional: true, requirement: '~> 1.2', repository: 'hexpm' } },
      meta: { app: 'widget', build_tools: ['mix'], elixir: '~> 1.14' },
      publisher: { username: 'alice' },
    })
  })

  test('that a key of the organization published is the organization’s', async () => {
    const house = await publishingHouse()
    const { token } = await house.keyOfOrganization(house.acme, 'write', [
      { actions: ['publish'], targets: ['hex:acme'] },
    ])
    expect((await house.publish({}, token)).body).toMatchObject({ publisher: { username: 'acme' } })
    expect((await house.inAcme('GET /packages/widget/owners')).body).toEqual([])
  })
})

describe('a list of packages', () => {
  test('is by name, with all that is shown of each', async () => {
    const house = await publishingHouse()
    for (const name of ['widget', 'gadget', 'widget_extra']) await house.publish({ name })
    const listed = (await house.inAcme('GET /packages')).body
    expect(listed.map(({ name }: { name: string }) => name)).toEqual(['gadget', 'widget', 'widget_extra'])
    expect(listed[1]).toMatchObject({ latest_version: '1.0.0', meta: { description: 'A widget' } })
  })

  test('is searched by a part of the name, and has pages', async () => {
    const house = await publishingHouse()
    for (const name of ['widget', 'gadget', 'widget_extra']) await house.publish({ name })
    const names = async (query: string) =>
      (await house.inAcme(`GET /packages?${query}`)).body.map(({ name }: { name: string }) => name)
    expect(await names('search=widget&sort=recent_downloads')).toEqual(['widget', 'widget_extra'])
    expect(await names('search=nothing')).toEqual([])
    expect(await names('page=2')).toEqual([])
    expect((await house.inAcme('GET /packages?page=-1')).status).toBe(400)
  })
})

describe('a release is retired', () => {
  test('with a reason and a message, which are shown, and restored again', async () => {
    const house = await withReleases('1.0.0', '1.1.0')
    const retirement = { reason: 'security', message: 'CVE-2026-1' }
    expect((await house.inAcme('POST /packages/widget/releases/1.0.0/retire', retirement)).status).toBe(204)
    expect((await house.inAcme('GET /packages/widget/releases/1.0.0')).body.retirement).toEqual(retirement)
    expect((await house.inAcme('GET /packages/widget')).body.retirements).toEqual({ '1.0.0': retirement })
    expect((await house.inAcme('DELETE /packages/widget/releases/1.0.0/retire')).status).toBe(204)
    expect((await house.inAcme('GET /packages/widget/releases/1.0.0')).body.retirement).toBeNull()
  })

  test('without a message', async () => {
    const house = await withReleases('1.0.0')
    for (const body of [
      { reason: 'renamed' },
      { reason: 'renamed', message: null },
      { reason: 'renamed', message: '' },
    ]) {
      expect((await house.inAcme('POST /packages/widget/releases/1.0.0/retire', body)).status).toBe(204)
      expect((await house.inAcme('GET /packages/widget/releases/1.0.0')).body.retirement).toEqual({
        reason: 'renamed',
        message: null,
      })
    }
  })

  test.each<readonly [unknown, object]>([
    [{}, { reason: 'is invalid' }],
    [{ reason: 'boring' }, { reason: 'is invalid' }],
    [{ reason: 7 }, { reason: 'is invalid' }],
    [['other'], { reason: 'is invalid' }],
    [{ reason: 'other', message: 'x'.repeat(141) }, { message: 'should be at most 140 character(s)' }],
    [{ reason: 'other', message: { a: 1 } }, { message: 'is no text' }],
  ])('not with %j', async (body, errors) => {
    const house = await withReleases('1.0.0')
    expect(await house.inAcme('POST /packages/widget/releases/1.0.0/retire', body)).toMatchObject({
      status: 422,
      body: { errors },
    })
    expect((await house.inAcme('GET /packages/widget/releases/1.0.0')).body.retirement).toBeNull()
  })

  test('only where there is one, and only by who may', async () => {
    const house = await withReleases('1.0.0')
    const body = { reason: 'other' }
    expect((await house.inAcme('POST /packages/widget/releases/2.0.0/retire', body)).status).toBe(404)
    const publisher = (await house.keyOf(house.alice, [{ actions: ['publish'], targets: ['hex:acme'] }]))
      .token
    const path = '/repos/acme/packages/widget/releases/1.0.0'
    expect((await house.api(publisher, `POST ${path}/retire`, body)).status).toBe(403)
    expect((await house.api(publisher, `DELETE ${path}`)).status).toBe(403)
  })
})

describe('a release is deleted', () => {
  test('for good, and the client is told so', async () => {
    const house = await withReleases('1.0.0', '1.1.0')
    const answer = await house.inAcme('DELETE /packages/widget/releases/1.0.0')
    expect(answer.status).toBe(204)
    expect(answer.head).toMatch(/x-hex-message: "widget 1.0.0 is deleted for good: .*";level=warn/)
    expect((await house.inAcme('GET /packages/widget/releases/1.0.0')).status).toBe(404)
    expect((await house.inAcme('DELETE /packages/widget/releases/1.0.0')).status).toBe(404)
    expect((await house.inAcme('GET /packages/widget')).body.releases).toHaveLength(1)
  })

  test('as the last one, and its name stays the organization’s', async () => {
    const house = await withReleases('1.0.0')
    await house.inAcme('DELETE /packages/widget/releases/1.0.0')
    expect((await house.inAcme('GET /packages/widget')).body).toMatchObject({
      latest_version: null,
      releases: [],
    })
    expect((await house.inAcme('GET /packages')).body).toEqual([])
  })
})
