/** Each route on its own: one that forgot its action would be open to every token (CVE-2025-68941). */
import { actions, isAction } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import type { Route } from './route.ts'
import { bearer, type ContractSubject } from './testing/contract-subject.ts'
import { openHouse } from './testing/open-house.ts'

export function routesContract({ ecosystem, driver }: ContractSubject): void {
  const named = ecosystem.routes.map(route => [`${route.method} ${route.path}`, route] as const)
  const pathOf = ({ path }: Route) =>
    path.replace(/:(\w+)/g, (_match, parameter) => driver.examples[parameter] ?? '')

  describe.each(named)('%s', (_, route) => {
    const { method } = route
    const request = { method, path: pathOf(route), ...(method !== 'GET' && { body: Buffer.alloc(0) }) }

    test('declares what it is about, below its ecosystem', () => {
      expect(route.path.startsWith(`/${ecosystem.name}/`)).toBe(true)
      if (route.kind !== 'open') expect(isAction(route.action)).toBe(true)
      if (isInOrganization(route)) expect(route.path).toMatch(/\/:organization(\/|$)/)
    })

    if (route.kind === 'open') {
      test('is for everybody, and still refuses a credential that is bad', async () => {
        const house = await openHouse()
        expect([401, 403]).not.toContain((await house.send(request)).status)
        const cutOff = bearer(await house.keyOf(house.alice, [{ actions, targets: ['*'] }])).slice(0, -8)
        expect((await house.send(request, cutOff)).status).toBe(ecosystem.rejectedStatus)
      })
    } else {
      test(`needs ${route.action}, and nothing else is enough`, async () => {
        const house = await openHouse()
        const keyFor = (allowed: readonly string[]) =>
          house.keyOf(house.alice, [{ actions: allowed, targets: ['*'] }])
        const others = await keyFor(actions.filter(action => action !== route.action))
        const exactly = await keyFor([route.action])
        expect((await house.send(request)).status).toBe(401)
        // Whatever a key is for, it may be asked what it is.
        const letIn = route.action === 'identify' ? [others, exactly] : [exactly]
        if (route.action !== 'identify') expect((await house.send(request, bearer(others))).status).toBe(403)
        for (const key of letIn)
          expect([401, 403]).not.toContain((await house.send(request, bearer(key))).status)
      })
    }
  })

  test('every route answers OPTIONS and wrong methods without looking further', async () => {
    const house = await openHouse()
    for (const [name, route] of named) {
      const path = pathOf(route)
      const options = await house.send({ method: 'OPTIONS', path })
      const wrong = await house.send({ method: 'PATCH', path })
      expect({ name, statuses: [options.status, wrong.status] }).toEqual({ name, statuses: [204, 405] })
      for (const { head } of [options, wrong])
        expect(head).toMatch(new RegExp(`^Allow: .*\\b${route.method}\\b`, 'm'))
    }
  })
}

function isInOrganization(route: Route): boolean {
  if (route.kind === 'registry') return route.action === 'describe' || route.action === 'administer'
  return route.kind === 'repository'
}
