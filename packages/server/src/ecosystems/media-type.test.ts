import { describe, expect, test } from 'vitest'
import { preferredType } from './media-type.ts'

const json = 'application/vnd.pypi.simple.v1+json'
const offers = ['text/html', json] as const

describe('the preferred type', () => {
  test.each([
    [undefined, 'text/html'],
    ['', 'text/html'],
    ['*/*', 'text/html'],
    [json, json],
    [`${json}, application/vnd.pypi.simple.v1+html; q=0.1, text/html; q=0.01`, json],
    [`text/html;q=0.5, ${json};q=0.9`, json],
    [`${json};q=0, */*`, 'text/html'],
    ['text/*', 'text/html'],
    ['text/html;q=0, */*;q=0.1', json],
    ['TEXT/HTML', 'text/html'],
    ['image/png', undefined],
    ['*/*;q=0', undefined],
    ['text/html;q=x', undefined],
  ])('for Accept: %s is %s', (accept, type) => {
    expect(preferredType(accept, offers)).toBe(type)
  })
})
