/** The part of the rival that is used; it brings no types. */
declare module 'proper-lockfile' {
  interface Retries {
    readonly retries: number
    readonly factor: number
    readonly minTimeout: number
    readonly maxTimeout: number
  }
  export function lock(file: string, options?: { readonly retries: Retries }): Promise<() => Promise<void>>
}
