import { expect, test } from 'vitest'
import { type Access, pending } from '../access.ts'
import { refused } from '../refusal.ts'
import { outcome, repositoryRead, sha256, upload } from '../testing/accesses.ts'
import { type Digest, digest, parseDigest } from './digest.ts'

const other: Digest = `sha256:${'cd'.repeat(32)}`
const sha512: Digest = `sha512:${'ef'.repeat(64)}`

const only = (digests: readonly Digest[], access: Access) =>
  outcome(digest.clears({ kind: 'digest', digests }, access))

test('the file whose digest is listed clears, another does not', () => {
  expect(only([other, sha256], upload)).toBe('clears')
  expect(only([other], upload)).toBe('digest_not_allowed')
})

test('any one of the digests that the server computed is enough', () => {
  expect(only([sha512], { ...upload, digests: [sha256, sha512] })).toBe('clears')
  expect(only([sha512], upload)).toBe('digest_not_allowed')
})

test('a digest that is not known yet is needed, and one that there is none of refuses', () => {
  expect(only([sha256], { ...upload, digests: pending })).toBe('needs digests')
  expect(only([sha256], repositoryRead)).toBe('digest_not_allowed')
  expect(only([sha256], { ...upload, digests: [] })).toBe('digest_not_allowed')
})

test('the refusal shows the digest that may be published and that of the file that was sent', () => {
  expect(digest.clears({ kind: 'digest', digests: [other] }, upload)).toMatchObject({
    message: `This token may publish only a file with digest ${other}; the file sent has ${sha256}.`,
  })
})

test('of a file with several digests, the refusal shows the one that compares', () => {
  expect(
    digest.clears({ kind: 'digest', digests: [other] }, { ...upload, digests: [sha512, sha256] }),
  ).toMatchObject({
    message: expect.stringMatching(new RegExp(`the file sent has ${sha256}\\.$`)),
  })
})

test.for([
  `sha256:${'ab'.repeat(31)}`,
  `sha256:${'AB'.repeat(32)}`,
  `sha512:${'ab'.repeat(32)}`,
  `md5:${'ab'.repeat(16)}`,
  `sha256:${'ab'.repeat(32)}\n`,
  `xsha256:${'ab'.repeat(32)}`,
  'ab'.repeat(32),
])('%j is no digest', text => {
  expect(refused(parseDigest(text))).toBe(true)
})
