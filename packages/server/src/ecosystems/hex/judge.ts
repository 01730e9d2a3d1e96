/** Decides a visit's own attempt again, in the transaction of the change that it is for. */
import type { Judge } from '../../access/index.ts'
import type { Writer } from '../../storage/index.ts'
import type { Visit } from '../route.ts'

/** The rooms that ask it open the transaction, and `access/` knows it as any. */
export function judgeOf({ decide }: Pick<Visit, 'decide'>): Judge {
  return transaction => decide({}, transaction as Writer)
}
