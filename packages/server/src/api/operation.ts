/** One operation of the API: where it is, what it demands, what it takes and gives, and what it does. */
import type { z } from '@hono/zod-openapi'
import type { Refusal } from '@latchkey/tokens'
import type { Allowed } from '../access/index.ts'
import type { AnswersNow } from '../storage/index.ts'
import type { ApiHouse } from './house.ts'
import type { ApiPermission } from './permission.ts'

type Shape = z.ZodObject

/** JSON and queries know absent, not `undefined`: what zod leaves optional is there or is not. */
type Present<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> }

/** What an operation is called with: read, checked and allowed. */
export interface Call<Parameters = unknown, Query = unknown, Body = unknown> {
  readonly parameters: Parameters
  readonly query: Query
  readonly body: Body
  readonly allowed: Allowed
  /** Of an operation that is made of rows. */
  readonly answers?: AnswersNow | undefined
}

export interface Operation {
  /** `listKeys`: the name that generated clients give it. */
  readonly id: string
  readonly method: 'get' | 'post' | 'patch' | 'delete'
  /** Below `/api/v1`, with its parameters in braces: `/keys/{key}`. */
  readonly path: string
  /** One sentence. */
  readonly summary: string
  readonly permission: ApiPermission
  readonly parameters?: Shape
  readonly query?: Shape
  readonly body?: Shape
  readonly answer: { readonly status: 200 | 201; readonly description: string; readonly schema: Shape }
  /**
   * Whether the answer is made of rows and of the credential, and of nothing that changes by itself: then it is
   * remembered while nobody writes.
   */
  readonly ofRows?: true
  /** Gives the answer's body, or says why not. */
  readonly run: (call: Call, house: ApiHouse) => Promise<unknown>
}

/** Declares an operation: what `run` is given is what the schemas say, and what it gives is what the answer says. */
export function defineOperation<
  Answer extends Shape,
  Parameters extends Shape = z.ZodObject<Record<never, never>>,
  Query extends Shape = z.ZodObject<Record<never, never>>,
  Body extends Shape = z.ZodObject<Record<never, never>>,
>(
  operation: Omit<Operation, 'parameters' | 'query' | 'body' | 'answer' | 'run'> & {
    readonly parameters?: Parameters
    readonly query?: Query
    readonly body?: Body
    readonly answer: Omit<Operation['answer'], 'schema'> & { readonly schema: Answer }
    readonly run: (
      call: Call<z.output<Parameters>, Present<z.output<Query>>, Present<z.output<Body>>>,
      house: ApiHouse,
    ) => Promise<z.input<Answer> | Refusal>
  },
): Operation {
  return operation as unknown as Operation
}
