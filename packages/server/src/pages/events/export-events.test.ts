/** Events as a file: whole, filtered, written down, and never more of it in memory than a page. */
import { beforeEach, expect, test, vi } from 'vitest'
import { causeByAccount, operator, recordEvent } from '../../audit/index.ts'
import { forEachEngine } from '../../storage/testing/stores.ts'
import { createPagesHouse, granted, origin, type PagesHouse } from '../testing/house.ts'
import { Visitor } from '../testing/visitor.ts'

const exporting = '/organizations/acme/events/export'

forEachEngine((_engine, open) => {
  let house: PagesHouse
  let acme: Awaited<ReturnType<PagesHouse['acme']>>
  let owner: Visitor

  beforeEach(async () => {
    house = createPagesHouse(await open())
    acme = await house.acme()
    owner = new Visitor(house, origin)
    await owner.signIn('owner')
  })

  const record = (count: number) =>
    house.store.write(async transaction => {
      for (let each = 0; each < count; each += 1)
        await recordEvent(transaction, {
          ...{ what: 'key.renamed', at: house.clock.now(), organizationId: acme.organization.id },
          ...{
            cause: causeByAccount(acme.people.write.id, 'session', { client: 'twine/6' }),
            details: { each },
          },
        })
    })

  test('holds every event of the filter once, the newest first, however many pages that are', async () => {
    await record(1_203)
    const { status, headers, html } = await owner.get(`${exporting}?as=jsonl&what=key.renamed`)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/jsonl; charset=utf-8')
    expect(headers.get('content-disposition')).toBe('attachment; filename="acme-events-2026-01-01.jsonl"')
    const events = html
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(events.map(({ details }) => details.each)).toEqual(
      Array.from({ length: 1_203 }, (_, at) => 1_202 - at),
    )
    expect(events[0]).toMatchObject({ what: 'key.renamed', actor: { name: 'write' }, client: 'twine/6' })
  })

  test('is an event itself, without the address that was looked for', async () => {
    await owner.get(`${exporting}?as=csv&address=192.0.2.99`)
    const [event] = (await house.audit.list({ of: acme.organization.id })).items
    expect(event).toMatchObject({
      what: 'audit.exported',
      actor: { name: 'owner' },
      details: { format: 'csv', filters: ['address'] },
    })
    expect(JSON.stringify(event?.details)).not.toContain('192.0.2.99')
  })

  test('is for who may read them: a member who is no owner gets nothing, and everybody gets their own', async () => {
    await record(1)
    const member = new Visitor(house, origin)
    await member.signIn('write')
    expect(await member.get(`${exporting}?as=csv`)).toMatchObject({ status: 403 })
    const own = (await member.get('/account/events/export?as=jsonl')).html
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(own.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['key.renamed', 'audit.exported', 'account.signed_in']),
    )
    expect(own.map(({ what }) => what)).not.toContain('organization.created')
  })

  test('in a format that there is not is refused, and no event', async () => {
    expect(await owner.get(`${exporting}?as=exe`)).toMatchObject({ status: 400 })
    expect((await house.audit.list('all', { what: 'audit.exported' })).items).toEqual([])
  })

  const begun = async () => {
    const request = new Request(`${origin}${exporting}?as=jsonl`, { headers: { cookie: owner.cookie ?? '' } })
    const { body } = await house.pages.fetch(request, { address: '192.0.2.7' })
    if (body === null) throw new Error('There is a file.')
    return body.getReader()
  }

  test('reads no further than it is taken, and not at all once the client went', async () => {
    await record(1_700)
    const list = vi.spyOn(house.audit, 'list')
    const reader = await begun()
    const first = new TextDecoder().decode((await reader.read()).value)
    expect(first.trimEnd().split('\n')).toHaveLength(500)
    await reader.read()
    expect(list).toHaveBeenCalledTimes(2)
    await reader.cancel()
    expect(await reader.read()).toEqual({ done: true, value: undefined })
    expect(list).toHaveBeenCalledTimes(2)
  })

  test('breaks off, and does not look whole, when whoever takes it may not any more', async () => {
    await record(600)
    const other = await house.person('grace')
    const membership = { organizationId: acme.organization.id, accountId: acme.people.owner.id }
    const reader = await begun()
    await reader.read()
    await house.member(acme.organization, other, 'owner')
    granted(await house.organizations.removeMember(membership, { actor: { kind: 'operator' } }))
    await expect(reader.read()).rejects.toThrow('An export was cut off')
  })

  test('and when whoever takes it is signed out', async () => {
    await record(600)
    const reader = await begun()
    await reader.read()
    await house.sessions.endAll(acme.people.owner.id, operator)
    await expect(reader.read()).rejects.toThrow('An export was cut off')
  })
})
