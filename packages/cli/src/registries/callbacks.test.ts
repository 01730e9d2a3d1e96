import { expect, test } from 'vitest'
import type { Desk } from '../desk/index.ts'
import { callbacksAt } from './index.ts'

function desk(environment: Record<string, string> = {}) {
  const opened: string[] = []
  const person = { isThere: true, openBrowser: async (url: string) => opened.push(url) > 0 }
  const readFile = () => Promise.reject(new Error('ENOENT'))
  const made = { environment, platform: 'linux', person, readFile } as unknown as Desk
  return { opened, made }
}

test('a browser is opened only where it is seen, and where it may be', async () => {
  const page = 'https://packages.example.com/device'
  const [without, before, unwanted] = [desk(), desk({ DISPLAY: ':0' }), desk({ DISPLAY: ':0' })]
  await callbacksAt(without.made).openBrowser?.(page)
  await callbacksAt(before.made).openBrowser?.(page)
  await callbacksAt(unwanted.made, { openBrowser: false }).openBrowser?.(page)
  expect([without.opened, before.opened, unwanted.opened]).toEqual([[], [page], []])
})
