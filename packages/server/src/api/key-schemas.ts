/** The shapes of what is done with a key that is there. */
import { z } from '@hono/zod-openapi'
import { fileSchema, keySchema, madeKeySchema, nameSchema, newKeySchema } from './schemas.ts'

export const keyNameSchema = z.strictObject({ name: nameSchema }).openapi('KeyName')

export const keyTighteningSchema = z
  .strictObject({
    may: newKeySchema.shape.may.optional().openapi({
      description: 'What it may do at most: these rows and those that it has must both allow it.',
    }),
    networks: newKeySchema.shape.networks,
    expires_at: keySchema.shape.created_at
      .min(0)
      .max(253402300799)
      .optional()
      .openapi({ description: 'Unix seconds; no later than it has.', example: 1794268800 }),
  })
  .refine(body => Object.keys(body).length > 0, 'must name what the key is to be held to')
  .openapi('KeyTightening')

const overlap = z.int().min(0).max(31_536_000)

export const keyRotationSchema = z
  .strictObject({
    overlap: overlap.optional().openapi({
      description: 'For how many seconds the old key still works; a day if it is left out.',
      example: 86400,
    }),
  })
  .openapi('KeyRotation')

export const rotatedKeySchema = madeKeySchema
  .extend({ old: keySchema.openapi({ description: 'The key whose place was taken.' }) })
  .openapi('RotatedKey')

export const keySelectionSchema = z
  .strictObject({ keys: z.array(z.string().min(1).max(64)).min(1).max(100) })
  .openapi('KeySelection')

export const keysSchema = z.object({ items: z.array(keySchema) }).openapi('Keys')

export const publishedWithKeySchema = fileSchema
  .pick({ version: true, filename: true, sha256: true, created_at: true })
  .extend({ package: z.string().openapi({ example: 'pypi:acme/widget' }) })
  .openapi('PublishedWithKey')

export const keyUsageSchema = z
  .object({
    day: keySchema.shape.created_at.openapi({
      description: 'Unix seconds of the first instant of the day in UTC.',
    }),
    action: z.string().openapi({ example: 'read' }),
    target: z.string().nullable().openapi({
      description: 'What it was about; null where that was none of these.',
      example: 'pypi:acme/widget',
    }),
    client: z.string().nullable().openapi({
      description:
        'The first product of its User-Agent; `others` where a key had too many in a day to tell apart.',
      example: 'pip/24.0',
    }),
    network: z.string().nullable().openapi({
      description: 'From where: an IPv4 /24 or an IPv6 /48.',
      example: '192.0.2.0/24',
    }),
    count: z.int().min(1).openapi({ description: 'How often on that day.' }),
  })
  .openapi('KeyUsage')
