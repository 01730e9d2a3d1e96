/** What the pieces of the contract test share: the ecosystem in hand, and the package they all talk about. */
import type { Secret } from '@latchkey/protocol'
import { expect } from 'vitest'
import type { RawAnswer } from '../../http/testing/send-raw.ts'
import type { AllowForm } from '../../keys/index.ts'
import type { Ecosystem } from '../ecosystem.ts'
import type { EcosystemDriver } from './driver.ts'
import { type OpenHouse, openHouse, type TestRequest } from './open-house.ts'

export interface ContractSubject {
  readonly ecosystem: Ecosystem
  readonly driver: EcosystemDriver
  /** Publishes acme's widget 1.0.0. */
  readonly publish: TestRequest
  /** Reads it. */
  readonly read: TestRequest
  readonly mayPublish: readonly AllowForm[]
  readonly mayRead: readonly AllowForm[]
  /** A house in which it is published, and a token that reads. */
  publishedHouse(): Promise<OpenHouse & { readonly reader: string }>
}

export const widget = { organization: 'acme', package: 'widget' }

export function contractSubject(ecosystem: Ecosystem, driver: EcosystemDriver): ContractSubject {
  const mayPublish = [{ actions: ['publish'], targets: [`${ecosystem.name}:acme/widget`] }]
  const mayRead = [{ actions: ['read'], targets: [`${ecosystem.name}:acme`] }]
  const publish = driver.publish({ ...widget, version: '1.0.0' })
  return {
    ...{ ecosystem, driver, publish, mayPublish, mayRead },
    read: driver.readPackage(widget),
    async publishedHouse() {
      const house = await openHouse()
      const key = await house.keyOf(house.alice, mayPublish)
      expect((await house.send(publish, bearer(key))).status).toBe(driver.published)
      return { ...house, reader: textOf(await house.keyOf(house.alice, mayRead)) }
    },
  }
}

/** Says no with this status, and gives the reason wherever its clients look for it. */
export function expectRefused(
  { driver, ecosystem }: ContractSubject,
  answer: RawAnswer,
  status: number | 'rejected',
  why: RegExp,
): void {
  const expected = status === 'rejected' ? ecosystem.rejectedStatus : status
  const reasons = driver.reasons(answer)
  expect({ status: answer.status, reasons }).toEqual({
    status: expected,
    reasons: reasons.map(() => expect.stringMatching(why)),
  })
  if (expected === 401) expect(answer.head).toMatch(/^WWW-Authenticate: /m)
}

export function textOf({ token }: { readonly token: Secret }): string {
  return token.expose()
}

export function bearer(key: { readonly token: Secret }): string {
  return `Bearer ${textOf(key)}`
}

/** RFC 7617. */
export function basic(userName: string, password: string): string {
  return `Basic ${Buffer.from(`${userName}:${password}`).toString('base64')}`
}
