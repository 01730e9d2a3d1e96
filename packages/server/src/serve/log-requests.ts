/** One line for each request, at the level `info`: what was asked, what became of it, and by which key or login. */
import type { Observe } from '../http/index.ts'

export interface InfoLog {
  /** Whether what it is told at this level goes anywhere. */
  readonly informs: boolean
  info(fields: object, message: string): void
}

/** The path goes without its query; what else may not be shown, no line of the log shows. */
export function logRequests(log: InfoLog): Observe {
  return ({
    method,
    target,
    status,
    milliseconds,
    via,
    action,
    answer,
    refusal,
    key,
    login,
    address,
    sent,
  }) => {
    const path = target.split('?', 1)[0]
    const took = Math.round(milliseconds * 10) / 10
    log.info(
      { method, path, status, took, via, action, answer, refusal, key, login, address, sent },
      'Answered.',
    )
  }
}
