import { describe, expect, test } from 'vitest'
import { processorTimeOf } from '../../../../../../test/support/processor-time.ts'
import { readFilename } from './filename.ts'

describe('a file name', () => {
  test.each([
    ['widget-1.0-py3-none-any.whl', 'bdist_wheel', 'widget', '1.0'],
    [
      'My_Widget.Tools-1.0.0-1build-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl',
      'bdist_wheel',
      'my-widget-tools',
      '1.0.0',
    ],
    ['widget-1.0_1-py2.py3-none-any.whl', 'bdist_wheel', 'widget', '1.0.post1'],
    ['widget-1!1.0+local.1-py3-none-any.whl', 'bdist_wheel', 'widget', '1!1.0+local.1'],
    ['my_widget-1.0.tar.gz', 'sdist', 'my-widget', '1.0'],
    ['my-widget-1.0rc1.tar.gz', 'sdist', 'my-widget', '1.0rc1'],
  ])('%s is a %s of %s %s', (filename, filetype, name, version) => {
    expect(readFilename(filename)).toEqual({ filetype, package: name, version })
  })

  test.each([
    '',
    'widget.whl',
    'widget-1.0.whl',
    'widget-1.0-py3-none.whl',
    'my-widget-1.0-py3-none-any.whl',
    'widget-1.0-py3-none-any.WHL',
    'widget-1.0.zip',
    'widget-1.0.tar.bz2',
    'widget-1.0.egg',
    'widget-one.tar.gz',
    '../widget-1.0.tar.gz',
    'a/widget-1.0.tar.gz',
    'widget-1.0.tar.gz\u0000',
    'widget-1.0.tar.gz\n',
    'wídget-1.0.tar.gz',
    '.widget-1.0.tar.gz',
    '-1.0.tar.gz',
    `${'w'.repeat(300)}-1.0.tar.gz`,
  ])('%j is refused', filename => {
    expect(readFilename(filename)).toMatchObject({
      code: expect.stringMatching(/^(filename|version)_malformed$/),
    })
  })

  test('made to be slow to read is refused at once', () => {
    const read = () => {
      readFilename(`${'a.'.repeat(120)}-`)
      readFilename(`${'a-'.repeat(120)}.tar.gz`)
    }
    expect(processorTimeOf(read)).toBeLessThan(100)
  })
})
