/** Why nothing of the public repository is passed on. */
import { type Refusal, refuse } from '@latchkey/tokens'

/** `why`: a sentence. */
export function rootUnverified(path: string, why: string) {
  return refuse(
    'root_unverified',
    `What the public repository gave for ${path} is not passed on. ${why}`,
    'Try again. Where it stays so, ask the operator of this server to look at LATCHKEY_HEX_ROOT and its key.',
  )
}

/** `why`: the rest of a sentence. */
export function rootUnreachable(
  path: string,
  why: string,
): Refusal<'root_unreachable'> & { readonly retryAfter: number } {
  return Object.freeze({
    ...refuse(
      'root_unreachable',
      `The public repository did not give ${path}: ${why}.`,
      'Try again in a moment; packages of organizations are not concerned.',
    ),
    retryAfter: 5,
  })
}

export function rootUnknown(path: string) {
  return refuse(
    'unknown_file',
    `The public repository has no ${path}.`,
    'Check its name. A package of an organization is asked for with `organization:`.',
  )
}

export const rootEmpty = refuse(
  'unknown_file',
  'The root of this server has no packages.',
  'Name the organization of the package: {:widget, "~> 1.0", organization: "acme"}.',
)
