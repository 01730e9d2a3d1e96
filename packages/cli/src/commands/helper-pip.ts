/** `latchkey helper pip`: what pip and uv call `keyring`. */

import { text } from '@latchkey/protocol/command'
import { refused } from '@latchkey/tokens'
import { defineCommand } from '../command.ts'
import { handOut, keyringAnswer, pypiDoing, readKeyringRequest, readPlace } from '../helpers/index.ts'

export const command = defineCommand({
  name: 'helper pip',
  about:
    'Answers pip and uv as the program "keyring" does. For the index of a repository at a registry that somebody logs in\n' +
    'to here it says a token that can read that repository for thirty minutes; for the address that uploads go to, one\n' +
    'that can publish there for fifteen. Of anything else it says nothing. It keeps nothing. twine asks a module of\n' +
    'Python and no program: latchkey setup twine. uv itself is run by no test: not verified.',
  examples: [
    '# As "latchkey setup pip" arranges it, under the name of keyring',
    'latchkey helper pip get https://packages.example.com/pypi/acme/simple/ __token__',
    '# As uv asks where no user name stands in the address',
    'latchkey helper pip get --mode creds https://packages.example.com/pypi/acme/simple/',
  ],
  operands: ['OPERATION', '[SERVICE]', '[USERNAME]'],
  options: {
    mode: text('MODE', 'What is said: password (unless told), or creds, the user name and the password.'),
    output: text('FORM', 'How: plain (unless told), or json.'),
  },
  async run(options, desk, words) {
    const request = readKeyringRequest(words, options)
    if (refused(request)) return request
    const place = readPlace(request.service)
    // Exit code 1 and no word: there is nothing in this keyring.
    const given = place && (await handOut(desk, { place, username: request.username, doing: pypiDoing }))
    if (given === undefined) return { no: true }
    if (refused(given)) return given
    return { text: keyringAnswer(given, request), data: { password: given.token.expose() } }
  },
})
