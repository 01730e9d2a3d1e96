/** What a system calls a problem: `ENOENT`. */
export function codeOf(problem: unknown): string {
  return problem instanceof Error && 'code' in problem ? String(problem.code) : 'unknown error'
}
