/**
 * A function that is loaded when it is first called. Whoever starts a program pays for every line that it loads, and most
 * programs log nobody in, narrow nothing and are not controlled from outside (docs/decisions/027). What could not be loaded
 * is thrown, and tried again by the next call: a program may have had too many files open. (Node 20 fails it again.)
 */
export function late<Given extends readonly unknown[], Answer>(
  load: () => Promise<(...given: Given) => Answer | Promise<Answer>>,
): (...given: Given) => Promise<Answer> {
  let loading: ReturnType<typeof load> | undefined
  return async (...given) => {
    loading ??= load().catch(problem => {
      loading = undefined
      throw problem
    })
    return (await loading)(...given)
  }
}
