/** The `directory` upstream: a folder of files named by their SHA-256, which several nodes may share. */
import { open, stat } from 'node:fs/promises'
import { type Clock, newId, type RandomBytes } from '../../host/index.ts'
import type { Upstream } from '../upstream.ts'
import { contentsOf } from './contents.ts'
import { layoutOf } from './layout.ts'
import { receive } from './receive.ts'
import { sweep } from './sweep.ts'

export interface DirectoryOptions {
  /** Made on the first upload. */
  readonly folder: string
  readonly clock: Clock
  readonly random: RandomBytes
  /** How the file of an upload is made; a test hands in one whose disk is full. */
  readonly openFile?: typeof open
}

export function createDirectory({ folder, clock, random, openFile = open }: DirectoryOptions): Upstream {
  const layout = layoutOf(folder)
  return {
    receive: (body, options) => receive({ layout, openFile, name: newId(random) }, body, options),
    async open(sha256) {
      const path = layout.file(sha256)
      const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') throw error
      })
      return found === undefined ? undefined : contentsOf(path, found.size)
    },
    sweep: isNamed => sweep(layout, { now: clock.now(), isNamed }),
  }
}
