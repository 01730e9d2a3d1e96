/**
 * Pages cannot rot: what a page shows of a file is what stands in it, what it links to is there, and what an operator is
 * told is found from the README.
 *
 *   <!-- file: PATH -->       the code block that follows is that file, whole
 *   <!-- part of: PATH -->    the code block that follows is a run of its lines, however deeply indented
 */
import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { files, read } from '../repository.ts'

const shown = /(<!-- (file|part of): (\S+) -->\n+(`{3,})\w*\n)([\s\S]*?)(\n\4\n)/g
const link = /\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)]*)?\)/g

/** `write` brings whole files up to date; a part has to be chosen by a person. */
export function documents({ write }: { write: boolean }): readonly string[] {
  const shownNowhere = files('docs/operate/*.md').filter(page => !read('README.md').includes(`(${page})`))
  const rotten = files('*.md', '{docs,packages,test,bench}/**/*.md').flatMap(page => {
    const problems: string[] = []
    const before = read(page)
    const after = before.replace(shown, (whole, opening, kind, path, _fence, block, closing) => {
      if (!existsSync(path)) {
        problems.push(`${page} shows ${path}, which is not there.`)
        return whole
      }
      const text = read(path).trimEnd()
      if (kind === 'file' ? text === block : unindented(text).includes(unindented(block))) return whole
      if (write && kind === 'file') return opening + text + closing
      problems.push(
        `${page} shows ${path} as it no longer is.${kind === 'file' ? ' npm run check -- --write' : ''}`,
      )
      return whole
    })
    if (after !== before) writeFileSync(page, after)
    for (const [, target = ''] of before.matchAll(link)) {
      if (!existsSync(join(dirname(page), target)))
        problems.push(`${page} links to ${target}, which is not there.`)
    }
    return problems
  })
  return [...rotten, ...shownNowhere.map(page => `README.md does not link to ${page}.`)]
}

function unindented(text: string): string {
  return text
    .split('\n')
    .map(line => line.trim())
    .join('\n')
}
