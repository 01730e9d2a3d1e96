/** Versions in their normal form: PEP 440. */
import { quoted, type Refusal, refuse } from '@latchkey/tokens'

/** PEP 440, appendix B, with its spellings for pre-, post- and development releases. */
const form = new RegExp(
  [
    /^v?(?:(?<epoch>\d+)!)?(?<release>\d+(?:\.\d+)*)/,
    /(?:[-_.]?(?<preKind>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?<pre>\d*))?/,
    /(?:-(?<bare>\d+)|[-_.]?(?<postKind>post|rev|r)[-_.]?(?<post>\d*))?/,
    /(?:[-_.]?(?<devKind>dev)[-_.]?(?<dev>\d*))?/,
    /(?:\+(?<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/,
  ]
    .map(piece => piece.source)
    .join(''),
)

const preKinds: Readonly<Record<string, string>> = {
  alpha: 'a',
  beta: 'b',
  c: 'rc',
  pre: 'rc',
  preview: 'rc',
}

const longest = 128

/** `1.0-Alpha.2` as `1.0a2`. Release segments stay as they are: `1.0` and `1.0.0` are two texts of one version. */
export function normalVersion(text: string): string | Refusal<'version_malformed'> {
  const groups = text.length > longest ? undefined : form.exec(text.trim().toLowerCase())?.groups
  if (groups === undefined) {
    return refuse(
      'version_malformed',
      `${quoted(text)} is not a version.`,
      'Write it as PEP 440 says: 1.2.3, 1.2rc1, 1.2.post1.',
    )
  }
  const { epoch, release = '', preKind, pre, bare, postKind, post, devKind, dev, local } = groups
  const kind = preKind === undefined ? undefined : (preKinds[preKind] ?? preKind)
  return [
    epoch === undefined || number(epoch) === '0' ? '' : `${number(epoch)}!`,
    release.split('.').map(number).join('.'),
    kind === undefined ? '' : `${kind}${number(pre)}`,
    bare === undefined && postKind === undefined ? '' : `.post${number(bare ?? post)}`,
    devKind === undefined ? '' : `.dev${number(dev)}`,
    local === undefined ? '' : `+${local.split(/[-_.]/).map(localPiece).join('.')}`,
  ].join('')
}

/** PEP 440: integers have no leading zeros; where one is left out it is 0. Not `Number`: a calendar may be long. */
function number(digits: string | undefined): string {
  return (digits ?? '').replace(/^0+(?=\d)/, '') || '0'
}

function localPiece(piece: string): string {
  return /^\d+$/.test(piece) ? number(piece) : piece
}

/** Whether two normal versions are one: PEP 440 fills the shorter release with zeros. */
export function sameVersion(one: string, other: string): boolean {
  return withoutTrailingZeros(one) === withoutTrailingZeros(other)
}

function withoutTrailingZeros(version: string): string {
  return version.replace(/^((?:\d+!)?\d+(?:\.\d+)*?)(?:\.0+)*(?=[^.\d]|\.[a-z]|$)/, '$1')
}
