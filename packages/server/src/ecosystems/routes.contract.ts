/** Each route on its own: one that forgot its action would be open to every token (CVE-2025-68941). */
import { actions, isAction } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import type { Route } from './route.ts'
import { bearer, type ContractSubject } from './testing/contract-subject.ts'
import { openHouse } from './testing/open-house.ts'

export function routesContract({ ecosystem, driver }: ContractSubject): void {
  const named = ecosystem.routes.map(route => [`${route.method} ${route.path}`, route] as const)

  describe.each(named)('%s', (_, route) => {
    const path = route.path.replace(/:(\w+)/g, (_match, parameter) => driver.examples[parameter] ?? '')
    const request = {
      method: route.method,
      path,
      ...(route.method === 'GET' ? {} : { body: Buffer.alloc(0) }),
    }

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
        if (route.action !== 'identify') expect((await house.send(request, bearer(others))).status).toBe(403)
        expect([401, 403]).not.toContain((await house.send(request, bearer(exactly))).status)
      })
    }

    test('answers OPTIONS and wrong methods without looking further', async () => {
      const house = await openHouse()
      const options = await house.send({ method: 'OPTIONS', path })
      expect(options.status).toBe(204)
      expect(options.head).toMatch(new RegExp(`^Allow: .*\\b${route.method}\\b`, 'm'))
      const wrong = await house.send({ method: 'PATCH', path })
      expect(wrong.status).toBe(405)
      expect(wrong.head).toMatch(/^Allow: /m)
    })
  })
}

function isInOrganization(route: Route): boolean {
  if (route.kind === 'registry') return route.action === 'describe' || route.action === 'administer'
  return route.kind === 'repository'
}
