/** What ends with the test that began it. */
import { onTestFinished } from 'vitest'
import { type Answering, type Listening, listen } from './listen.ts'

/** A server that ends with the test. */
export async function serving(answer?: Answering): Promise<Listening> {
  return endsWithTest(await listen(answer))
}

export function endsWithTest<T extends AsyncDisposable>(something: T): T {
  onTestFinished(() => something[Symbol.asyncDispose]())
  return something
}
