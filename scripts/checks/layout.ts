/** The map of the house names only what is there: every path exists, and every `function()` stands in a file named beside it. */
import { existsSync } from 'node:fs'
import { read } from '../repository.ts'

const page = 'docs/project-layout.md'

export function layout(): readonly string[] {
  return read(page)
    .split(/\n(?=\d+\. |- |\| |#|\n)/)
    .flatMap(piece => {
      const spans = [...piece.matchAll(/`([^`\n]+)`/g)].map(([, span = '']) => span)
      const paths = spans.filter(span => /^[\w.@-]+(\/[\w.@-]+)+\/?$/.test(span))
      const sources = paths.filter(path => path.endsWith('.ts') && existsSync(path)).map(read)
      return [
        ...paths.filter(path => !existsSync(path)).map(path => `${page} names ${path}, which is not there.`),
        ...spans
          .flatMap(span => /^(?:\w+\.)?(\w+)\(\)$/.exec(span)?.[1] ?? [])
          .filter(name => !sources.some(source => new RegExp(`\\b${name}\\b\\s*[(<:=]`).test(source)))
          .map(name => `${page} names ${name}(), which is in none of the files beside it.`),
      ]
    })
}
