/** The forms of upload tools, their fields in their order: twine 4.0.2 recorded, the others read in their sources. */
import { createHash } from 'node:crypto'
import { blake2b } from '@noble/hashes/blake2.js'
import { expect, test } from 'vitest'
import type { FormPart } from '../testing/form.ts'
import { pypiHouse } from '../testing/pypi-house.ts'
import { wheelBytes } from '../testing/wheel.ts'

const filename = 'widget-1.0.0-py3-none-any.whl'
const content = wheelBytes({ name: 'widget', version: '1.0.0', requiresPython: '>=3.9' })
const md5: FormPart = ['md5_digest', createHash('md5').update(content).digest('hex')]
const sha256: FormPart = ['sha256_digest', createHash('sha256').update(content).digest('hex')]
const blake2: FormPart = ['blake2_256_digest', Buffer.from(blake2b(content, { dkLen: 32 })).toString('hex')]
const attestations: FormPart = ['attestations', '[{"version":1,"verification_material":{},"envelope":{}}]']
const signature = '-----BEGIN PGP SIGNATURE-----\n\niQ==\n-----END PGP SIGNATURE-----\n'
const file: FormPart = ['content', content, filename]

const fields = (text: string): readonly FormPart[] =>
  text
    .trim()
    .split('\n')
    .map(line => {
      const [name = '', value = ''] = line.trim().split(' = ')
      return [name, value]
    })

const forms: Readonly<Record<string, readonly FormPart[]>> = {
  'twine 4.0.2, with its empty fields': [
    ...fields(`
      name = widget
      version = 1.0.0
      filetype = bdist_wheel
      pyversion = py3
      metadata_version = 2.1
      summary = A widget.
      home_page =
      author =
      author_email =
      maintainer =
      maintainer_email =
      license =
      description = # Widget
      keywords =
      classifiers = Programming Language :: Python :: 3
      classifiers = License :: OSI Approved
      download_url =
      comment =`),
    sha256,
    ...fields(`
      project_urls = Homepage, https://example.com
      project_urls = Issues, https://example.com/issues
      requires_dist = requests (>=2)
      requires_python = >=3.9
      provides_extras = test
      description_content_type = text/markdown`),
    md5,
    blake2,
    ...fields(`
      :action = file_upload
      protocol_version = 1`),
    file,
  ],
  'the newest twine, with a signature and attestations': [
    ...fields(`
      name = widget
      version = 1.0.0
      filetype = bdist_wheel
      pyversion = py3
      metadata_version = 2.4
      summary = A widget.
      keywords = one, two
      license_expression = MIT
      license_file = LICENSE
      license_file = NOTICE
      dynamic = version
      requires_python = >=3.9
      provides_extra = test
      provides_extra = docs`),
    sha256,
    blake2,
    ['gpg_signature', signature, `${filename}.asc`],
    attestations,
    ...fields(`
      :action = file_upload
      protocol_version = 1`),
    file,
  ],
  uv: [
    [':action', 'file_upload'],
    sha256,
    blake2,
    ...fields(`
      protocol_version = 1
      metadata_version = 2.3
      name = widget
      version = 1.0.0
      filetype = bdist_wheel
      pyversion = py3
      requires_python = >=3.9
      summary = A widget.`),
    file,
    attestations,
  ],
  flit: [
    ...fields(`
      :action = file_upload
      name = widget
      version = 1.0.0
      metadata_version = 2.1
      summary = A widget.
      classifiers = Programming Language :: Python :: 3
      classifiers = License :: OSI Approved
      requires_python = >=3.9
      provides_extra = test
      protocol_version = 1
      filetype = bdist_wheel
      pyversion = py3`),
    md5,
    sha256,
    file,
  ],
  hatch: [
    ...fields(`
      description = # Widget
      metadata_version = 2.4
      name = widget
      version = 1.0.0
      project_urls = Homepage, https://example.com
      license_file = LICENSE.txt
      requires_python = >=3.9
      filetype = bdist_wheel
      pyversion = py3
      :action = file_upload
      protocol_version = 1`),
    md5,
    sha256,
    blake2,
    file,
  ],
}

test.each(Object.keys(forms))('the form of %s is taken', async tool => {
  const house = await pypiHouse()
  expect(await house.upload(forms[tool] ?? [])).toMatchObject({ status: 200, body: '' })
  expect(await house.listed('widget')).toEqual([filename])
  const page = await house.get('/pypi/acme/simple/widget/')
  expect(page.body).toContain('data-requires-python="&gt;=3.9"')
})
