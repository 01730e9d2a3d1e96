/** The first upload, played chapter by chapter. Each stands on the one before, so they run in order. */
import { afterAll, test } from 'vitest'
import { chapters, firstUpload } from '../stories/first-upload.ts'
import { chapterByChapter } from '../stories/story.ts'
import { describeWith } from '../support/describe-with.ts'
import { emptyFolder } from '../support/folder.ts'

describeWith(['twine', 'pip', 'chromium', 'tmux'], 'the first upload', () => {
  const folder = emptyFolder()
  const story = firstUpload(folder.path)
  const reading = chapterByChapter(story)

  test.each(chapters)('%s', title => reading.play(title))

  afterAll(async () => {
    await story.return()
    await folder[Symbol.asyncDispose]()
  })
})
