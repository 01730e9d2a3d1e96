/** Where a credential may come from, in the order of asking. */
export const sourceNames = [
  'override',
  'explicit',
  'environment',
  'repository key',
  'exchanged',
  'login',
] as const

export type SourceName = (typeof sourceNames)[number]
