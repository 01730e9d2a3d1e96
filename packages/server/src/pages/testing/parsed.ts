/** A page as a browser reads it (https://html.spec.whatwg.org/#parsing): its elements, and its forms with what they send. */
import { type DefaultTreeAdapterTypes, parse } from 'parse5'

export interface ParsedElement {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** Those inside of it, at any depth, in their order. */
  readonly elements: readonly ParsedElement[]
}

export interface ParsedForm {
  readonly method: 'get' | 'post'
  /** Where the page says; undefined for the page's own address. */
  readonly action: string | undefined
  /** As they stand, with the first of several buttons. */
  readonly fields: Readonly<Record<string, string>>
}

export function elementsIn(html: string): readonly ParsedElement[] {
  return inside(parse(html))
}

export function formsIn(html: string): readonly ParsedForm[] {
  return elementsIn(html)
    .filter(({ tag }) => tag === 'form')
    .map(({ attributes, elements }) => ({
      method: attributes['method'] === 'post' ? ('post' as const) : ('get' as const),
      action: attributes['action'],
      fields: Object.fromEntries(
        elements
          .filter(({ attributes: { name } }) => name !== undefined)
          .map(each => [each.attributes['name'] ?? '', each.attributes['value'] ?? ''])
          .toReversed(),
      ),
    }))
}

function inside(node: DefaultTreeAdapterTypes.ParentNode): readonly ParsedElement[] {
  return node.childNodes.flatMap(child => {
    if (!('tagName' in child)) return []
    const elements = inside(child)
    const attributes = Object.fromEntries(child.attrs.map(({ name, value }) => [name, value]))
    return [{ tag: child.tagName, attributes, elements }, ...elements]
  })
}
