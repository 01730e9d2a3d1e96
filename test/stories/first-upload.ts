/**
 * The first uploads: from an empty folder to a private package that a person who logged in published, and another that was
 * published with a key narrow enough to be handed to a machine that is not trusted, and back down again.
 */
import { join } from 'node:path'
import { openWindow } from '../support/browser.ts'
import { Secrets } from '../support/secrets.ts'
import { startServer } from '../support/server.ts'
import { installIt } from './first-upload/install-it.ts'
import { logIn } from './first-upload/log-in.ts'
import { makeAKey } from './first-upload/make-a-key.ts'
import { openTheHouse } from './first-upload/open-the-house.ts'
import { tellNothing } from './first-upload/tell-nothing.ts'
import { uploadWithIt } from './first-upload/upload-with-it.ts'
import { chapter, type Story, step } from './story.ts'

export const chapters = [
  '1. A server on an empty folder, an administrator, an organization, a private repository',
  '2. A login at a terminal, and twine with a token for one wheel',
  '3. A key for one package, narrowed offline to fifteen minutes and one wheel',
  '4. twine uploads with it, and with nothing else',
  '5. pip downloads from the private index, with a read key only',
  '6. No secret of all this can be found again',
] as const

/** Plays it in an empty folder. */
export async function* firstUpload(folder: string): Story {
  const secrets = new Secrets()

  yield chapter(chapters[0])
  await using server = await startServer({ data: join(folder, 'data') })
  yield step('npm start prints a link for the first administrator', {
    typed: '$ npm start',
    saw: server.output(),
  })
  await using window = await openWindow()
  yield* openTheHouse({ server, window, secrets })

  yield chapter(chapters[1])
  yield* logIn({ server, window, secrets, folder })

  yield chapter(chapters[2])
  const made = yield* makeAKey({ server, window, secrets, folder })

  yield chapter(chapters[3])
  yield* uploadWithIt({ server, window, secrets, ...made })

  yield chapter(chapters[4])
  yield* installIt({ server, window, secrets, folder, wheel: made.wheel })

  yield chapter(chapters[5])
  yield* tellNothing({ server, window, secrets })
}
