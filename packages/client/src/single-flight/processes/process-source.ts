/** How one operating system tells which processes there are. */

export interface ProcessSource {
  /** This boot and this namespace: a number means the same process only where both are the same. */
  readonly table: () => Promise<string | undefined>
  /** `buried`: not listed. `dead`: listed, but only until its parent asks what became of it. */
  readonly look: (pid: number) => Promise<{ readonly start: string } | 'dead' | 'buried' | undefined>
}
