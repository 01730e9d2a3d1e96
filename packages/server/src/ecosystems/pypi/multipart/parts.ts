/** Reads a form a part at a time, with no more of it in memory than a chunk: RFC 7578. */
import { type Disposition, readDisposition } from './disposition.ts'
import { MalformedForm } from './malformed-form.ts'
import { createWindow } from './window.ts'

export interface Part extends Disposition {
  /** What is left of it when the next part is asked for is skipped. Throws `MalformedForm` where it breaks off. */
  readonly body: AsyncIterable<Uint8Array>
}

const headLimit = 8 * 1024
const lineEnd = Buffer.from('\r\n')
const headEnd = Buffer.from('\r\n\r\n')
const close = Buffer.from('--')

/** The parts in order, up to the closing boundary. Throws `MalformedForm`. */
export async function* readParts(body: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<Part> {
  const window = createWindow(body)
  if (!(await window.takes(Buffer.from(`--${boundary}`)))) {
    throw new MalformedForm('The form does not start with its boundary.')
  }
  while (!(await window.takes(close))) {
    if (!(await window.takes(lineEnd)))
      throw new MalformedForm('A boundary of the form does not end its line.')
    const head = await window.upTo(headEnd, headLimit)
    const disposition = head && readDisposition(head.toString('latin1'))
    if (disposition === undefined) throw new MalformedForm('A part of the form has no plain name.')
    const content = window.until(Buffer.from(`\r\n--${boundary}`))
    // Without `return`, so that a reader who stops early ends nothing that is still to be skipped.
    yield { ...disposition, body: { [Symbol.asyncIterator]: () => ({ next: () => content.next() }) } }
    for await (const _ of content);
  }
  // RFC 2046 would have us ignore more. No client sends any; whoever announces more than the form was cut off, or lies.
  if (!(await window.endsWithin(lineEnd))) throw new MalformedForm('The form goes on after its end.')
}
