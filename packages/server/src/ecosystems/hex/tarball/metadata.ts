/** What a package says about itself: the terms of its metadata.config, each checked before anything is made of it. */
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import { z } from 'zod'
import { isPackageName, isRequirement, isVersion } from '../names/index.ts'
import type { HexRelease, HexRequirement } from '../release.ts'
import { invalid } from '../validation.ts'
import { plainValue } from './plain-terms.ts'
import { readTerms } from './terms/index.ts'

export interface HexMetadata extends Pick<HexRelease, 'app' | 'requirements' | 'metadata'> {
  readonly name: string
  readonly version: string
}

/** Bytes. hex.pm's have some kilobytes; the names of ten thousand files fit in. */
export const metadataLimit = 2 * 1024 * 1024

/** Bytes of what is kept of it: an index of a package is made of all its releases. */
const keptLimit = 64 * 1024

/** Terminals print it: nothing that they obey, or that turns text around. */
const text = z
  .string('is no text')
  .refine(
    value => !/[^\P{Cc}\n\r\t]|[\u2028-\u202e\u2066-\u2069]/u.test(value),
    'holds signs that are no text',
  )
const texts = z.array(text, 'is no list of texts').readonly()
const required = text.refine(value => value.trim() !== '', "can't be blank")
const packageName = text.refine(isPackageName, 'is no name of a Hex package')
const requirement = text.refine(isRequirement, 'is no requirement as Elixir has them, such as ~> 1.2')
const app = required.refine(
  value => /^[a-z][A-Za-z0-9_@]{0,254}$/.test(value),
  'is no name of an OTP application',
)
const link = text.refine(isLink, 'is no address of the web')

/** Erlang writes nothing where something is `nil`, or `nil`. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess(value => value ?? undefined, schema.optional())

/** An empty list is an empty map too. */
const map = <Schema extends z.ZodType>(value: Schema) =>
  z.preprocess(
    given => (Array.isArray(given) && given.length === 0 ? {} : given),
    z.record(text, value, 'is no list of pairs'),
  )

const metadata = z.object(
  {
    name: packageName,
    version: text.refine(isVersion, 'is not SemVer such as 1.2.3 or 1.2.3-rc.1, without a build'),
    app,
    description: optional(text),
    licenses: texts.default([]),
    links: map(link).default({}),
    elixir: optional(requirement),
    build_tools: texts.default([]),
    requirements: z.preprocess(
      byName,
      map(
        z.object(
          {
            requirement,
            app: optional(app),
            optional: z.boolean('is neither true nor false').default(false),
            repository: optional(required),
          },
          'is no list of pairs',
        ),
      ).default({}),
    ),
    extra: z.unknown().optional(),
  },
  'is no list of pairs',
)

/** Other properties (files, maintainers, ...) are the package's own business. */
export function readMetadata(bytes: Uint8Array): HexMetadata | Refusal {
  const config = decode(bytes)
  const terms = refused(config) ? config : readTerms(config)
  if (refused(terms)) return terms
  const plain = plainValue(terms)
  if (refused(plain)) return plain
  const read = metadata.safeParse(plain)
  if (!read.success) return whatIsWrong(read.error)
  const { name, version, app, requirements, build_tools, licenses, links, description, elixir, extra } =
    read.data
  const unknown = Object.keys(requirements).find(each => !isPackageName(each))
  if (unknown !== undefined) return badField(['requirements', unknown], 'is no name of a Hex package')
  const known: HexMetadata = {
    ...{ name, version, app },
    requirements: Object.entries(requirements).map(([each, { repository, ...rest }]) => ({
      ...{ ...rest, name: each, app: rest.app ?? each },
      ...(repository !== undefined && { repository }),
    })) satisfies HexRequirement[],
    metadata: {
      ...{ licenses, links, buildTools: [...new Set(build_tools)] },
      ...(description !== undefined && { description }),
      ...(elixir !== undefined && { elixir }),
      ...(extra !== undefined && { extra }),
    },
  }
  return Buffer.byteLength(JSON.stringify(known)) > keptLimit
    ? badField(['meta'], `has more than ${keptLimit} bytes`)
    : known
}

/** Before 2016 requirements were a list, each with its name in it; rebar3 may still send that. */
function byName(given: unknown): unknown {
  if (!Array.isArray(given)) return given
  const named = z.array(z.looseObject({ name: packageName })).safeParse(given)
  if (!named.success) return given
  const pairs = named.data.map(({ name, ...rest }) => [name, rest] as const)
  // Of two of one name nobody can tell which counts: that is no list of pairs.
  return new Set(pairs.map(([name]) => name)).size < pairs.length ? given : Object.fromEntries(pairs)
}

function isLink(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address)
}

function decode(bytes: Uint8Array): string | Refusal<'metadata_malformed'> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return refuse('metadata_malformed', 'metadata.config is not UTF-8.', 'Build the package again.')
  }
}

function whatIsWrong({ issues }: z.ZodError): Refusal {
  const { path, message } = issues[0] ?? { path: [], message: 'cannot be read' }
  const [outermost = 'meta', ...inner] = path.map(String)
  return badField([outermost, ...inner], message.startsWith('Invalid ') ? 'cannot be read' : message)
}

function badField(field: readonly [string, ...string[]], problem: string): Refusal {
  return invalid(
    'metadata_invalid',
    field,
    problem,
    'Mend it in mix.exs, rebar.config or gleam.toml, and build again.',
  )
}
