/** What an upload says that its file is, with everything checked that can be before the file is there. */
import { normalPackageName, quoted, type Refusal, refuse, refused } from '@latchkey/tokens'
import type { ReceivedFile } from '../../../upstreams/index.ts'
import { type Filetype, filetypes, readFilename } from '../names/filename.ts'
import { checkPackageName } from '../names/package-name.ts'
import { normalVersion, sameVersion } from '../names/version.ts'
import { readClaimedDigests } from './digests.ts'
import type { FieldName, UploadForm } from './form.ts'

export interface Release {
  /** As its publisher wrote it. */
  readonly displayName: string
  /** In normal form (PEP 503). */
  readonly package: string
  /** In normal form (PEP 440). */
  readonly version: string
  readonly filename: string
  readonly filetype: Filetype
  readonly requiresPython: string | undefined
  readonly claimedDigests: Partial<ReceivedFile['digests']>
}

const required = [
  ':action',
  'protocol_version',
  'name',
  'version',
  'filetype',
] as const satisfies readonly FieldName[]

export function readRelease({ fields, filename }: UploadForm): Release | Refusal {
  const missing = required.filter(field => (fields[field] ?? '') === '')
  if (missing.length > 0) return fieldsMissing(missing)
  const { ':action': action, protocol_version: protocol, name = '', filetype: kind, requires_python } = fields
  if (action !== 'file_upload') return notTaken(':action', action, 'file_upload')
  if (protocol !== '1') return notTaken('protocol_version', protocol, '1')
  const filetype = filetypes.find(each => each === kind)
  if (filetype === undefined) return notTaken('filetype', kind, filetypes.join(' or '))

  const nameRefusal = checkPackageName(name)
  if (nameRefusal !== undefined) return nameRefusal
  const version = normalVersion(fields.version ?? '')
  if (refused(version)) return version
  const claimedDigests = readClaimedDigests(fields)
  if (refused(claimedDigests)) return claimedDigests
  const requiresPython = requires_python === '' ? undefined : requires_python
  if (requiresPython !== undefined && !isSpecifier(requiresPython)) {
    return notTaken('requires_python', requiresPython, 'specifiers such as >=3.9')
  }
  const release = { displayName: name, package: normalPackageName('pypi', name), version, filename, filetype }
  return fits(release) ?? { ...release, requiresPython, claimedDigests }
}

/** The name of the file is what installers go by, so it must say the same as the form. */
function fits(release: Pick<Release, 'package' | 'version' | 'filename' | 'filetype'>): Refusal | undefined {
  const says = readFilename(release.filename)
  if (refused(says)) return says
  const named = `The file ${release.filename}`
  if (says.filetype !== release.filetype) {
    return differs(`${named} is a ${says.filetype}, and the form says ${release.filetype}.`)
  }
  if (says.package !== release.package) {
    return differs(`${named} is of the package ${says.package}, and the form says ${release.package}.`)
  }
  if (!sameVersion(says.version, release.version)) {
    return differs(`${named} is of version ${says.version}, and the form says ${release.version}.`)
  }
  return undefined
}

/** PEP 440's version specifiers, loosely: what stands in an index must not be able to break out of it. */
export function isSpecifier(text: string): boolean {
  return text.length <= 200 && /^[0-9a-z.,*!<>=~+\-_ ()]*$/i.test(text)
}

function fieldsMissing(fields: readonly FieldName[]) {
  return refuse(
    'field_missing',
    `Before its file the form has no ${fields.join(', ')}.`,
    'Send every field before content: what is published is decided before the file is read.',
  )
}

function notTaken(field: FieldName, value: string | undefined, taken: string) {
  return refuse('field_malformed', `The field ${field} is ${quoted(value ?? '')}.`, `Taken is ${taken}.`)
}

const differs = (sentence: string) =>
  refuse('filename_differs', sentence, 'Build the file again and upload it as it is.')
