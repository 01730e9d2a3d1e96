/** What a command costs that is over in no time: beside `node -e 0`, which is what any program for Node costs. */
import type { Comparison } from '../comparison.ts'
import type { Row } from '../contest.ts'
import { type Laid, layOut } from './lay-out.ts'
import { type Cost, type Line, measureInTurn } from './measure-in-turn.ts'

const nothing = 'node -e 0'

export const startup: Comparison = {
  about:
    'One run of the command as it is published, with a login that is good for a while: the middle half of 101 that take turns, CPU time (user and system).',
  against: nothing,
  contestants: [],
  async measure() {
    await using laid = await layOut()
    const costs = await measureInTurn(linesFor(process.execPath, laid), 101)
    return costs.map(asRow)
  },
  async facts() {
    await using laid = await layOut()
    const { oldestNode } = laid
    if (oldestNode === undefined) return ['The oldest Node that it promises is not installed: npm test does.']
    return [
      await inShort('The oldest Node that it promises', linesFor(oldestNode, laid)),
      await inShort('The library over an empty module, on that Node', importsFor(oldestNode, laid)),
    ]
  },
}

function linesFor(node: string, { command, gitQuestion, environment }: Laid): readonly Line[] {
  const whatGitStarts = command.replace(/latchkey\.js$/, 'git-credential-latchkey.js')
  const widget = ['--for', 'pypi:acme/widget', '--expires', '5m']
  const lines = [
    { name: nothing, words: [node, '-e', '0'] },
    { name: 'latchkey --help', words: [node, command, '--help'] },
    { name: 'latchkey token', words: [node, command, 'token'] },
    { name: 'latchkey token --for', words: [node, command, 'token', ...widget] },
    { name: 'latchkey helper git get', words: [node, command, 'helper', 'git', 'get'], input: gitQuestion },
    { name: 'git-credential-latchkey get', words: [node, whatGitStarts, 'get'], input: gitQuestion },
  ]
  return lines.map(line => ({ ...line, environment }))
}

function importsFor(node: string, { importer, empty }: Laid): readonly Line[] {
  return [
    { name: 'an empty module', words: [node, empty] },
    { name: "import '@latchkey/client'", words: [node, importer] },
  ]
}

function asRow({ name, cpu, wall }: Cost): Row {
  return {
    name,
    includes: `${wall.toFixed(0)} ms by the clock`,
    opsPerSecond: Number((1_000 / cpu).toFixed(2)),
  }
}

async function inShort(what: string, lines: readonly Line[]): Promise<string> {
  const [base, ...others] = await measureInTurn(lines, 61)
  if (base === undefined) return what
  const said = others.map(
    ({ name, cpu }) => `${name} ${(cpu / base.cpu).toFixed(2)} x (${(cpu - base.cpu).toFixed(1)} ms more)`,
  )
  return `${what}: ${base.name} ${base.cpu.toFixed(0)} ms; ${said.join(', ')}.`
}
