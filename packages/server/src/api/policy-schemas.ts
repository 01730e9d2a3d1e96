/** What the API says and takes of an organization's policy. */
import { z } from '@hono/zod-openapi'

const fields = {
  require_second_factor: z.boolean().openapi({
    description: 'Members and maintainers do nothing in it, reading included, without a second factor.',
  }),
  keys_need_window: z.boolean().openapi({
    description: 'A person’s key changes something in it only within five minutes of a one-time code.',
  }),
  longest_key_days: z.int().min(1).max(3650).nullable().openapi({
    description: 'Keys that were made to work for longer do nothing in it; null for no limit.',
    example: 90,
  }),
  key_makers: z
    .enum(['admin', 'owner'])
    .openapi({ description: 'The lowest role that makes keys of the organization.' }),
  key_exchange: z.enum(['allow', 'warn', 'refuse']).openapi({
    description: 'What becomes of a person’s key that is exchanged for reading its repositories.',
  }),
}

export const policySchema = z.object(fields).openapi('Policy')

export const policyChangeSchema = z.strictObject(fields).partial().openapi('PolicyChange')
