/** What a member, or an organization's key, is to an organization. */

/** From least to most; each may do all that the one before it may. */
export const roles = ['read', 'write', 'admin', 'owner'] as const

export type Role = (typeof roles)[number]

export function isRole(value: unknown): value is Role {
  return roles.includes(value as Role)
}

/** Whether `role` is no higher than `ceiling`. */
export function roleWithin(role: Role, ceiling: Role): boolean {
  return roles.indexOf(role) <= roles.indexOf(ceiling)
}
