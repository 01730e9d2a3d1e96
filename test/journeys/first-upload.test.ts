/** The first upload, played chapter by chapter. Each stands on the one before, so they run in order. */
import { afterAll, describe, test } from 'vitest'
import { chapters, firstUpload } from '../stories/first-upload.ts'
import { chapterByChapter } from '../stories/story.ts'
import { emptyFolder } from '../support/folder.ts'

describe('the first upload', () => {
  const folder = emptyFolder()
  const story = firstUpload(folder.path)
  const reading = chapterByChapter(story)

  test.each(chapters)('%s', title => reading.play(title))

  afterAll(async () => {
    await story.return()
    await folder[Symbol.asyncDispose]()
  })
})
