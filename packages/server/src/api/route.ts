/** One address of the API, as requests are led to it. */
import type { PathParameters, RawRequest, RawResponse, RequestPath } from '../http/index.ts'

export interface ApiRoute {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  /** `/api/v1/keys/:key` */
  readonly path: string
  readonly answer: (asked: Asked) => Promise<RawResponse>
}

/** A request that found its route. */
export interface Asked {
  readonly request: RawRequest
  readonly path: RequestPath
  readonly parameters: PathParameters
}
