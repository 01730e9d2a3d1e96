/** Everything that can be done on these pages is done here, in a real Chromium, with JavaScript and without. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { embeddedStores } from '../storage/testing/embedded.ts'
import { describeInBrowser } from './testing/describe-in-browser.ts'
import { type Furnished, furnish } from './testing/furnish.ts'
import { createPagesHouse } from './testing/house.ts'
import { serveHouse } from './testing/in-browser.ts'
import {
  createDesk,
  createWindows,
  everyForm,
  type JavaScript,
  needsJavaScript,
  rooms,
  type Task,
} from './testing/tasks/index.ts'

const ways: readonly JavaScript[] = ['with JavaScript', 'without JavaScript']

const tasksOf = (tasks: readonly Task[], javaScript: JavaScript) =>
  tasks.filter(({ only }) => only === undefined || only === javaScript)

describe('every form', () => {
  const open = embeddedStores()
  let forms: readonly string[]

  beforeAll(async () => {
    const house = createPagesHouse(await open())
    forms = await everyForm(house, await furnish(house))
  })

  test.each(ways)('is sent by a task, %s', javaScript => {
    const sent = Object.values(rooms).flatMap(tasks =>
      tasksOf(tasks, javaScript).flatMap(({ sends }) => sends),
    )
    const never = forms.filter(name => !sent.includes(name))
    expect(never).toEqual(javaScript === 'with JavaScript' ? [] : Object.keys(needsJavaScript))
  })
})

describeInBrowser('a person', served => {
  const open = embeddedStores()
  const windows = createWindows()
  let furnished: Furnished

  beforeAll(async () => {
    furnished = await furnish(served.house)
  })
  afterAll(() => windows.close())

  describe.each(Object.entries(rooms))('of %s', (_room, tasks) => {
    describe.each(ways)('%s', javaScript => {
      // Said whole: what stands in a title by its name is cut to forty letters.
      const named = tasksOf(tasks, javaScript).map(task => [task.does, task] as const)
      test.each(named)('%s', async (_does, { sends, by, inAnEmptyHouse }) => {
        const empty = inAnEmptyHouse && (await serveHouse(await open()))
        const desk = createDesk(empty ?? served, furnished, { windows, javaScript })
        try {
          const { page, says, holds } = await by(desk)
          await page.getByText(says).first().waitFor()
          await holds()
          const asked = [...desk.sent()].filter(each => each.startsWith('POST') || sends.includes(each))
          expect(asked.toSorted()).toEqual([...new Set(sends)].toSorted())
          expect(desk.complaints()).toEqual([])
          expect(desk.house.reports).toEqual([])
        } finally {
          await desk.leave()
          await empty?.close()
        }
      })
    })
  })
})
