import { expect, test } from 'vitest'
import type { Access } from '../access.ts'
import { type Refusal, refused } from '../refusal.ts'
import { noon, repositoryRead, upload } from '../testing/accesses.ts'
import { parseOrigin } from './audience.ts'
import { parseDigest } from './digest.ts'
import { definitionOf, readCaveat } from './index.ts'
import { parseNetwork } from './ip-network.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

/** The refusal of a caveat that is read and does not clear, or of one that is not read at all. */
function refusal(json: string, access: Access = upload): Refusal {
  const caveat = readCaveat(bytes(json))
  const answer = refused(caveat) ? caveat : definitionOf(caveat).clears(caveat as never, access)
  if (!refused(answer)) throw new Error(`${json} does not refuse`)
  return answer
}

const { address: _, ...unnamed } = upload
const zeros = `sha256:${'0'.repeat(64)}`
const zeros512 = `sha512:${'0'.repeat(128)}`

test.for<readonly [string, Access, string, string]>([
  [
    '["audience",["https://a.example"]]',
    upload,
    'This token is only for https://a.example; it was used at https://packages.example.com.',
    'Use it there, or use a token made for this registry.',
  ],
  [
    `["digest",["${zeros}"]]`,
    repositoryRead,
    `This token may publish only a file with digest ${zeros}; it was used to read the whole of pypi:acme.`,
    'Send the file that the token was made for, or use a token for this file.',
  ],
  [
    `["digest",["${zeros}","${zeros512}"]]`,
    { ...upload, digests: ['sha256:1', 'sha512:2'] },
    `This token may publish only a file with digest ${zeros}, ... and 1 more; the file sent has sha256:1 and sha512:2.`,
    'Send the file that the token was made for, or use a token for this file.',
  ],
  [
    `[0,${noon},0]`,
    upload,
    'This token expired at 2027-01-15T08:00:00Z; it is now 2027-01-15T08:00:00Z.',
    'Make a new one.',
  ],
  [
    `[0,${noon + 120},${noon + 60}]`,
    upload,
    'This token may not be used before 2027-01-15T08:01:00Z; it is now 2027-01-15T08:00:00Z.',
    'Wait until then, or set the clock right where the token was made.',
  ],
  [
    '["network",["10.0.0.0/8"]]',
    unnamed,
    'This token may be used only from 10.0.0.0/8; this request came from an unknown address.',
    'Use it from there, or use a token for this network.',
  ],
  [
    '[1,["gadget"]]',
    upload,
    'This token is only for PyPI packages named gadget; it was used to publish pypi:acme/widget.',
    'Use a token for this package.',
  ],
  [
    '[2,["gadget-id"]]',
    upload,
    'This token is only for PyPI packages with id gadget-id; it was used to publish pypi:acme/widget.',
    'Use a token for this package.',
  ],
  [
    '[3,"bob"]',
    upload,
    'This token is only for account bob; it was used for another.',
    'Use a token of your own.',
  ],
  [
    '[4,"other",null]',
    upload,
    'This token is only for trusted publisher other; it was used for another.',
    'Publish from the workflow that the token was made for.',
  ],
  [
    '["version",["1.2.4"]]',
    upload,
    'This token is only for version 1.2.4; it was used for 1.2.3.',
    'Use that version, or a token for this one.',
  ],
])('who is refused by %s is told why, and what to do', ([json, access, message, next]) => {
  expect(refusal(json, access)).toMatchObject({ message, next })
})

test.for<readonly [string, string]>([
  ['["digest"]', 'digest takes 1 fields and has 0.'],
  ['{}', '"{}" is not an array.'],
  ['[0', '"[0" is not JSON.'],
  ['[0,1.0,0]', '"[0,1.0,0]" holds a number that is not written as a plain integer.'],
  ['[null]', 'it does not begin with a tag.'],
  [
    '[0,"1",0]',
    'the field expiresAt of expires is wrong. It must be an integer between -(2^53 - 1) and 2^53 - 1.',
  ],
  ['[1,[]]', 'the field names of project-names is wrong. It must be a list of at least one element.'],
  ['[1,[1]]', 'the field names of project-names is wrong. It must be text.'],
  [
    '[3,""]',
    'the field account of request-account is wrong. It must be text of 1 to 255 visible ASCII characters.',
  ],
  ['[4,"workflow",1]', 'the field claims of publisher is wrong. It must be null.'],
  [
    '["allow",[[["read"]]]]',
    'the field rows of allow is wrong. A row must be a list of actions and a list of targets.',
  ],
  ['["allow",[[["fly"],["*"]]]]', 'the field rows of allow is wrong. "fly" is not an action known here.'],
  ['["allow",[[["read"],["acme"]]]]', 'the field rows of allow is wrong. "acme" is not a target.'],
])('who presents %s is told what cannot be read', ([json, why]) => {
  expect(refusal(json)).toMatchObject({
    code: 'caveat_malformed',
    message: `A restriction cannot be read: ${why}`,
    next: 'Use the token as it was before that restriction was added, or have a new one made.',
  })
})

test('who presents a restriction of a later version is told which, and that updating helps', () => {
  expect(refusal('["tomorrow"]')).toMatchObject({
    code: 'caveat_unknown',
    message: 'This token has a restriction that is not known here, "tomorrow", so it allows nothing.',
    next: 'Update what checks the token, or have one made without that restriction.',
  })
})

test.for([
  [
    parseOrigin('example'),
    'origin_malformed',
    '"example" is not an origin.',
    'Write it like https://packages.example.com, without a path.',
  ],
  [
    parseDigest('ab'),
    'digest_malformed',
    '"ab" is not sha256: or sha512: and lower-case hexadecimal digits.',
    'Write what sha256sum prints, after "sha256:".',
  ],
  [
    parseNetwork('home'),
    'network_malformed',
    '"home" is not a network.',
    'Write it like 10.0.0.0/8 or 2001:db8::/32.',
  ],
  [
    parseNetwork('::ffff:10.0.0.0/8'),
    'network_malformed',
    '"::ffff:10.0.0.0/8" is IPv4 written as IPv6.',
    'Write it like 10.0.0.0/8.',
  ],
  [
    parseNetwork('10.0.0.0/33'),
    'network_malformed',
    '"10.0.0.0/33" has a prefix of more than 32 bits.',
    'Shorten the prefix.',
  ],
  [
    parseNetwork('::/129'),
    'network_malformed',
    '"::/129" has a prefix of more than 128 bits.',
    'Shorten the prefix.',
  ],
  [
    parseNetwork('10.1.0.0/8'),
    'network_malformed',
    '"10.1.0.0/8" has bits beyond its prefix.',
    'Write 10.0.0.0/8',
  ],
] as const)('who types what is none is told what would be: %j', ([answer, code, message, next]) => {
  expect(answer).toMatchObject({ code, message, next })
})
