import { afterAll, beforeAll, expect, test } from 'vitest'
import { commands } from './commands/index.ts'
import { takes } from './testing/transcripts/index.ts'
import { secret } from './testing/transcripts/masked.ts'
import { openStage, type Stage } from './testing/transcripts/stage.ts'
import { play, written } from './testing/transcripts/transcript.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage?.close())

test('every command is typed for a transcript, and nothing that is no command', () => {
  expect(Object.keys(takes).sort()).toEqual(commands.map(({ name }) => name).sort())
})

test.for(Object.entries(takes))(
  'latchkey %s says what its transcript says',
  async ([name, { done, refused, speaks }]) => {
    const pages: string[] = []
    for (const take of [...done, ...refused]) {
      const isDone = done.includes(take)
      const runs = await play(take, stage)
      for (const { played } of runs) {
        const { exitCode, output, said } = played
        expect(exitCode === 0, `${take.title}: ${said}`).toBe(isDone)
        // What a command is to print may be a secret, and stands on standard output alone.
        expect(isDone ? said : said + output).not.toContain(secret)
      }
      const [{ played: forPerson }, { played: forProgram }] = runs
      expect(forProgram.exitCode).toBe(forPerson.exitCode)
      if (speaks === undefined) expect(JSON.parse(forProgram.output)).toHaveProperty('version', 1)
      pages.push(written(take, runs))
    }
    await expect(pages.join('\n')).toMatchFileSnapshot(
      `../transcripts/${name.replaceAll(' ', '-').toLowerCase()}.txt`,
    )
  },
)
