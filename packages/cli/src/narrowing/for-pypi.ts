/** Restrictions for a token of PyPI, which understands an expiry and the names of projects. */
import { quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import { listing, type Narrow, readAll, readExpires } from './narrowing.ts'

const wordless = ['repository', 'action', 'file', 'digest', 'version', 'network', 'audience'] as const

export const forPypi: Narrow = async (narrowing, terminal) => {
  const asked = wordless.filter(option => narrowing[option].length > 0).map(option => `--${option}`)
  if (asked.length > 0) {
    return refuse(
      'not_understood_by_issuer',
      `This token was made by PyPI, which does not understand ${asked.join(' and ')}.`,
      'Narrow it with --expires and --package only.',
    )
  }
  const parts = [
    listing(narrowing.package, readProject, names => ({ kind: 'project-names', names })),
    readExpires(narrowing.expires, terminal.now()),
  ]
  const all = readAll(parts, part => part)
  return refused(all) ? all : all.flat()
}

/** `widget` or `pypi:widget`, a name as PEP 508 has it: projects of PyPI belong to no organization. */
function readProject(text: string): string | Refusal {
  const name = text.replace(/^pypi:/, '')
  if (/^[A-Z0-9](?:[A-Z0-9._-]*[A-Z0-9])?$/i.test(name)) return name
  return refuse(
    'not_a_project',
    `${quoted(text)} is not the name of a project of PyPI.`,
    'Write --package widget.',
  )
}
