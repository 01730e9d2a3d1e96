/** Why a store cannot be used, in words. None of them says anything of what is in it. */
import { authError } from '../errors.ts'
import { codeOf } from './code-of.ts'
import type { StoreError } from './store.ts'

export function corruptStore(path: string, what: string): StoreError {
  return authError(
    'corrupt_store',
    `${path} ${what}.`,
    'Restore it from a copy, or log in again: then it is kept aside under a new name.',
  )
}

export function newerStore(path: string, what: string): StoreError {
  return authError('newer_store', `${path} ${what}, which a newer version wrote.`, 'Update this program.')
}

export function unsafe(path: string, what: string, next: string): StoreError {
  return authError('unsafe_store', `${path} ${what}.`, next)
}

export function unavailable(path: string, problem: unknown): StoreError {
  return authError(
    'store_unavailable',
    `${path} cannot be used (${codeOf(problem)}).`,
    'See that its folder can be written to and the disk is not full.',
    problem,
  )
}

/** This process was stopped for long, and another one went on in its place. */
export function tookTooLong(path: string): StoreError {
  return authError(
    'lease_lost',
    `${path} was changed by another process while this one was stopped; nothing was written.`,
    'Try again.',
  )
}

export function inWorkTree(path: string, tree: string): StoreError {
  return authError(
    'store_in_work_tree',
    `${path} lies in the git work tree ${tree} and is not ignored there: credentials would be committed.`,
    `Add it to ${tree}/.gitignore, or set LATCHKEY_CONFIG to a folder outside.`,
  )
}
