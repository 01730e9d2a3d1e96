/** Why a master key cannot be what somebody wants it to be. */
import { type Refusal, refuse } from '@latchkey/tokens'

export function missing(kid: string): Refusal<'master_key_missing'> {
  return refuse(
    'master_key_missing',
    `This node lacks the master key ${kid}, which the database says is in use.`,
    'Give it the same master keys as the other nodes have, or those of the backup that the database came from.',
  )
}

export function differs(kid: string): Refusal<'master_key_differs'> {
  return refuse(
    'master_key_differs',
    `This node has another master key under the name ${kid} than the one the database knows.`,
    'Give it the same master keys as the other nodes have, or start with an empty database.',
  )
}

export function exists(kid: string): Refusal<'master_key_exists'> {
  return refuse(
    'master_key_exists',
    `The database knows a master key ${kid} already.`,
    'Type the command again: it takes another name.',
  )
}

export function unknown(kid: string): Refusal<'unknown_master_key'> {
  return refuse(
    'unknown_master_key',
    `The database knows no master key ${kid}.`,
    'List them: npx latchkey-server master-key list. One that a node is given by LATCHKEY_MASTER_KEYS is known once it has started.',
  )
}

export function notHere(kid: string): Refusal<'master_key_missing'> {
  return refuse(
    'master_key_missing',
    `This node was not given the master key ${kid}, so it could not make tokens with it.`,
    'Install it here and on every other node first.',
  )
}

export function isWithdrawn(kid: string): Refusal<'master_key_withdrawn'> {
  return refuse('master_key_withdrawn', `The master key ${kid} was withdrawn, for good.`, 'Add another one.')
}

export function isMinting(kid: string): Refusal<'master_key_minting'> {
  return refuse(
    'master_key_minting',
    `New tokens are made with the master key ${kid}, so it cannot be withdrawn.`,
    'Activate another one first: npx latchkey-server master-key activate KID',
  )
}

export function withdrawnHere(kid: string): Refusal<'master_key_withdrawn'> {
  return refuse(
    'master_key_withdrawn',
    `This node would make the key with the master key ${kid}, which was withdrawn.`,
    'Try again in a second. If it stays, start this node again with the master keys that the others have.',
  )
}
