/** What the first process and those that it started tell each other. */
import type { Refusal } from '@latchkey/tokens'
import type { MetricValues } from '../operation/metrics.ts'

/** A refusal that can be sent. */
export type PlainRefusal = Pick<Refusal, 'code' | 'message' | 'next'>

export type ToWorker =
  /** Start. One of them does what is done once for all. */
  | { readonly kind: 'begin'; readonly leads: boolean }
  | { readonly kind: 'stop' }
  | { readonly kind: 'tell metrics'; readonly ask: number }
  | { readonly kind: 'metrics of all'; readonly ask: number; readonly text: string }

export type FromWorker =
  /** It hears what it is told from now on; what was said before is lost. */
  | { readonly kind: 'listening' }
  | { readonly kind: 'ready'; readonly origin: string }
  | { readonly kind: 'refused'; readonly refusal: PlainRefusal }
  | { readonly kind: 'metrics'; readonly ask: number; readonly metrics: MetricValues }
  | { readonly kind: 'ask for metrics'; readonly ask: number }
