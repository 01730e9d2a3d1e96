import { Secret } from '@latchkey/client'
import { afterAll, expect, test } from 'vitest'
import { enrolled } from '../../../client/src/auth-client/testing/second-factor.ts'
import { atALatchkey } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
afterAll(() => latchkey.close())

const home = await latchkey.homeOf('stranger')
const reader = await latchkey.homeOf('reader')
const app = await enrolled(latchkey.house, 'stranger')
const code = () => app.code().expose()
const mayPublish = async () =>
  (await home.play(['may', 'publish', 'pypi:globex/gadget@1.0.0', '--json'])).output

test('without a code, and with nobody to ask, it fails and says what to do', async () => {
  expect(await home.play(['step-up'], { input: '' })).toEqual({
    ...{ exitCode: 4, output: '' },
    said: expect.stringContaining('latchkey step-up --link'),
  })
})

test('a code among the words is said to belong elsewhere', async () => {
  const { exitCode, said } = await home.play(['step-up', '123456'])
  expect(exitCode).toBe(2)
  expect(said).toContain('Pipe the code in (latchkey step-up < FILE)')
  expect(said).not.toContain('123456')
})

test('a code that is not right is said to be wrong, asked for once and not repeated', async () => {
  const { exitCode, said } = await home.play(['step-up'], { input: '000000\n' })
  expect(exitCode).toBe(4)
  expect(said).toContain('not right')
  expect(said).not.toContain('000000')
  expect(JSON.parse(await mayPublish())).toMatchObject({ may: true, codeNeeded: true })
})

test('the page that opens the window is printed on demand: that of exactly this login', async () => {
  const { exitCode, output } = await home.play(['step-up', '--link'])
  expect(exitCode).toBe(0)
  expect(output).toMatch(new RegExp(`^${latchkey.origin}/account/logins/[\\w-]{22}/step-up\n$`))
  const page = await fetch(output.trim(), { redirect: 'manual' })
  expect([page.status, page.headers.get('location')]).toEqual([303, expect.stringContaining('/login')])
})

test('a person who gives up is taken at their word', async () => {
  const { exitCode } = await home.play(['step-up'], { person: { isThere: true } })
  expect(exitCode).toBe(4)
  expect(JSON.parse(await mayPublish())).toMatchObject({ codeNeeded: true })
})

test('a person is asked again after a wrong one; the right one opens the window, and says until when', async () => {
  // What asks whether any is taken is no guess.
  for (let i = 0; i < 12; i += 1) await home.play(['step-up'], { person: { isThere: true } })
  const codes = ['000000', code()]
  const askSecret = async () => new Secret(codes.shift() ?? '')
  const { exitCode, output, said } = await home.play(['step-up'], { person: { isThere: true, askSecret } })
  expect(exitCode).toBe(0)
  expect(output).toMatch(/^No other code is needed at \S+, until \S+Z \(in [45] minutes\)\.\n$/)
  expect(said).toContain('That code was not right.')
  expect(JSON.parse(await mayPublish())).toMatchObject({ may: true, codeNeeded: false })
})

test('an account without a second factor is told that none is asked for', async () => {
  const { exitCode, said } = await reader.play(['step-up'], { input: '123456' })
  expect(exitCode).toBe(4)
  expect(said).toContain('second factor')
  const questions: string[] = []
  const askSecret = async (question: string) => void questions.push(question)
  const asked = await reader.play(['step-up'], { person: { isThere: true, askSecret } })
  expect([asked.exitCode, questions]).toEqual([4, []])
  expect(asked.said).toContain('No code is taken: This account has no second factor')
})
