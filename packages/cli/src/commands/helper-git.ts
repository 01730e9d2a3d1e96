/** `latchkey helper git`: what git calls a credential helper (gitcredentials(7)). */
import type { Output } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { gitAnswer, handOut, readGitRequest, readLines, readPlace, repositoryIn } from '../helpers/index.ts'

export const command = defineCommand({
  name: 'helper git',
  about:
    'Answers git, which calls it with get, store or erase. For a registry that somebody logs in to here it says a token\n' +
    'that can read and publish there for fifteen minutes, of one repository where git says the path\n' +
    '(credential.useHttpPath). Of anything else it says nothing, and git asks the next helper. It keeps nothing.',
  examples: [
    '# Once, without being set up',
    'git -c credential.helper="!latchkey helper git" -c credential.useHttpPath=true clone https://packages.example.com/git/acme/widget.git',
    '# As git asks',
    'printf "protocol=https\\nhost=packages.example.com\\n\\n" | latchkey helper git get',
  ],
  operands: ['OPERATION'],
  options: {},
  async run(_options, desk, [operation]) {
    const lines = readLines(desk.pieces())
    if (operation !== 'get') return passOver(lines)
    const request = await readGitRequest(lines)
    if (refused(request)) return request
    const place = readPlace(request.address)
    if (place === undefined) return {}
    const given = await handOut(desk, {
      ...{ place, username: request.username },
      doing(below) {
        const target = repositoryIn(below)
        return { actions: ['read', 'publish'], expires: '15m', ...(target !== undefined && { target }) }
      },
    })
    if (refused(given)) return given
    if (given !== undefined) desk.write(gitAnswer(given, request))
    return {}
  },
})

/** store and erase tell what became of the answer; operations to come are to be ignored. git still writes all it has to say. */
async function passOver(lines: AsyncIterable<unknown>): Promise<Output> {
  for await (const _ of lines);
  return {}
}
