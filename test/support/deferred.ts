/** A promise that a test settles by hand. */
export function deferred(): { readonly promise: Promise<void>; resolve(): void } {
  let settle = () => {}
  const promise = new Promise<void>(resolve => {
    settle = resolve
  })
  return { promise, resolve: () => settle() }
}
