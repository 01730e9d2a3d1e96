/** The machine's word for what went wrong: `ENOENT`. */
export function codeOf(problem: unknown): string {
  const { code } = problem as NodeJS.ErrnoException
  return typeof code === 'string' ? code : 'unknown'
}
