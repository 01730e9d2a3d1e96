/** The shapes of the API. On the wire names are snake_case and instants are unix seconds. */
import { z } from '@hono/zod-openapi'
import { roles } from '@latchkey/protocol'
import { actions } from '@latchkey/tokens'

const instant = z.int().openapi({ description: 'Unix seconds.', example: 1794268800 })

const role = z.enum(roles).openapi({ description: 'From least to most.' })

export const nameSchema = z.string().min(1).max(100)

const rowSchema = z
  .strictObject({
    actions: z.array(z.enum(actions)).min(1).max(actions.length),
    targets: z
      .array(z.string().min(1).max(400).openapi({ example: 'pypi:acme/widget' }))
      .min(1)
      .max(50),
  })
  .openapi('Row', { description: 'Every one of these actions on every one of these targets.' })

export const errorSchema = z
  .object({
    error: z.object({
      code: z.string().openapi({ description: 'Stable; for programs.', example: 'unknown_organization' }),
      message: z.string().openapi({ description: 'A sentence for the person.' }),
      next: z.string().optional().openapi({ description: 'What to do now.' }),
    }),
  })
  .openapi('Error')

export const mayDoSchema = z
  .object({
    rows: z.array(z.array(rowSchema)).openapi({
      description: 'Each list is a union of rows. What is to be allowed must be in every one of the lists.',
    }),
    words: z.array(z.string()).openapi({ description: 'Every restriction, in words.' }),
  })
  .openapi('MayDo')

export const organizationSchema = z
  .object({ id: z.string(), name: z.string(), display_name: z.string() })
  .openapi('Organization')

export const membershipSchema = organizationSchema.extend({ role }).openapi('Membership')

export const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    role: role.nullable().openapi({ description: 'Of an organization’s key; null for a person’s.' }),
    may: mayDoSchema,
    created_at: instant,
    expires_at: instant.nullable().openapi({ description: 'Null: never.' }),
    revoked_at: instant.nullable(),
    last_used: z
      .object({ at: instant, address: z.string().nullable(), client: z.string().nullable() })
      .nullable(),
    replaced_by: z
      .string()
      .nullable()
      .openapi({ description: 'The key that took its place when it was rotated.' }),
  })
  .openapi('Key')

export const loginSchema = z
  .object({
    id: z.string(),
    client: z.object({ id: z.string(), name: z.string() }),
    device_name: z.string().nullable().openapi({ description: 'What the device calls itself.' }),
    scope: z.string().openapi({ example: 'api:read repositories' }),
    created_at: instant,
    expires_at: instant.openapi({
      description: 'However much it is used; unused for 30 days it is over before.',
    }),
    ended: z
      .object({
        at: instant,
        because: z.enum(['ended', 'stolen', 'restored', 'withdrawn']).openapi({
          description: 'Stolen: a refresh token was used that was used up. Withdrawn: its master key was.',
        }),
      })
      .nullable(),
    last_used: z
      .object({ at: instant, address: z.string().nullable(), client: z.string().nullable() })
      .nullable(),
  })
  .openapi('Login')

export const madeKeySchema = z
  .object({ key: keySchema, token: z.string().openapi({ description: 'Told this once.' }) })
  .openapi('MadeKey')

export const newKeySchema = z
  .strictObject({
    name: nameSchema,
    may: z.array(rowSchema).min(1).max(20),
    networks: z
      .array(z.string().max(50).openapi({ example: '10.0.0.0/8' }))
      .max(50)
      .optional(),
    expires_at: z
      .union([instant.min(0).max(253402300799), z.literal('never')])
      .optional()
      .openapi({
        description: 'By default 90 days from now for a key that can write, else never.',
      }),
  })
  .openapi('NewKey')

export const newOrganizationKeySchema = newKeySchema
  .extend({ role: role.openapi({ description: 'What it is to the organization; no more than you are.' }) })
  .strict()
  .openapi('NewOrganizationKey')

const visibility = z.enum(['public', 'private']).openapi({ description: 'Who may read it.' })

export const repositorySchema = z
  .object({
    name: z.string().openapi({ example: 'pypi:acme' }),
    ecosystem: z.string(),
    visibility,
    created_at: instant,
  })
  .openapi('Repository')

export const newRepositorySchema = z
  .strictObject({ ecosystem: z.string().min(1).max(32).openapi({ example: 'pypi' }), visibility })
  .openapi('NewRepository')

export const repositoryChangeSchema = z.strictObject({ visibility }).openapi('RepositoryChange')

const reservedName = z.string().min(1).max(201).openapi({
  example: 'acme-*',
  description: 'A package that does not have to be there, or all that begin so.',
})

export const reservationSchema = z.object({ name: reservedName }).openapi('Reservation')
export const newReservationSchema = z.strictObject({ name: reservedName }).openapi('NewReservation')

export const memberSchema = z.object({ username: z.string(), role, created_at: instant }).openapi('Member')

export const packageSchema = z
  .object({ name: z.string(), display_name: z.string(), created_at: instant })
  .openapi('Package')

const yanked = z
  .object({ reason: z.string(), at: instant })
  .nullable()
  .openapi({ description: 'Null: it is not.' })

export const fileSchema = z
  .object({
    filename: z.string(),
    version: z.string(),
    size: z.int().openapi({ description: 'Bytes.' }),
    sha256: z.string(),
    created_at: instant,
    yanked: yanked,
    published: z.object({
      by: z.object({ kind: z.enum(['account', 'organization']), name: z.string() }),
      key: z.object({ id: z.string(), name: z.string() }).nullable(),
      login: z
        .object({ id: z.string(), name: z.string().openapi({ example: 'latchkey on laptop' }) })
        .nullable(),
      address: z.string().nullable(),
      client: z.string().nullable().openapi({ example: 'twine/4.0.2' }),
    }),
  })
  .openapi('File')

export const packageWithReleasesSchema = packageSchema
  .extend({
    releases: z
      .array(z.object({ version: z.string(), yanked, files: z.array(fileSchema) }))
      .openapi({ description: 'The one published last is first.' }),
  })
  .openapi('PackageWithReleases')

export const yankSchema = z
  .strictObject({
    reason: z
      .string()
      .max(500)
      .regex(/^\P{Cc}*$/u, 'one line of text')
      .openapi({
        description: 'What installers show; may be empty.',
        example: 'Deletes what it should keep.',
      }),
  })
  .openapi('Yank')

export const deletedSchema = z
  .object({ deleted: z.array(z.string()).openapi({ description: 'The names of the files that are gone.' }) })
  .openapi('Deleted')

export const releaseStateSchema = z
  .object({ version: z.string(), yanked: z.boolean() })
  .openapi('ReleaseState')

/** A page of a list that can grow. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    items: z.array(item),
    next: z.string().nullable().openapi({ description: 'Ask for the next page with after=next.' }),
  })
}

export const pageQuerySchema = z.strictObject({
  after: z
    .string()
    .min(1)
    .max(500)
    .optional()
    .openapi({ description: 'Where the page before ended: its next.' }),
  limit: z.coerce.number().int().min(1).max(1000).optional(),
})

const organizationName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,38}$/)
  .openapi({ example: 'acme' })
const ecosystemName = z
  .string()
  .regex(/^[a-z][a-z0-9]{0,31}$/)
  .openapi({ example: 'pypi' })

export const organizationPath = z.object({ organization: organizationName })
export const repositoryPath = organizationPath.extend({ ecosystem: ecosystemName })
export const reservationPath = repositoryPath.extend({ reservation: z.string().regex(/^[!-~]{1,201}$/) })
export const packagePath = repositoryPath.extend({ package: z.string().regex(/^[!-~]{1,255}$/) })
export const releasePath = packagePath.extend({
  version: z
    .string()
    .regex(/^[!-~]{1,200}$/)
    .openapi({ example: '1.2.3', description: 'As it is listed.' }),
})
export const releaseFilePath = releasePath.extend({ file: z.string().regex(/^[!-~]{1,255}$/) })
export const loginPath = z.object({ login: z.string().min(1).max(64) })
export const keyPath = z.object({ key: z.string().min(1).max(64) })
export const organizationKeyPath = organizationPath.extend({ key: z.string().min(1).max(64) })
