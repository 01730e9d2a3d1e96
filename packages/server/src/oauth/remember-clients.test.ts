import { Secret } from '@latchkey/protocol'
import { refuse } from '@latchkey/tokens'
import { expect, test } from 'vitest'
import type { Client } from '../clients/index.ts'
import { createMemory } from '../credentials/index.ts'
import { rememberClients } from './index.ts'

const mirror: Client = {
  ...{ id: 'mirror', name: 'mirror', kind: 'confidential', redirectUris: [], preconfigured: false },
}

test('a secret that was right is looked up once, until something is narrowed; a wrong one each time', async () => {
  let epoch: number | undefined = 1
  let lookups = 0
  const memory = createMemory<Client>({ confirmed: () => epoch })
  const clients = rememberClients(
    {
      async authenticate(_id, secret) {
        lookups += 1
        return secret.expose() === 'right' ? mirror : refuse('invalid_client', 'No.', 'Ask.')
      },
    },
    memory,
  )
  const ask = async (text: string, id = 'mirror') => {
    const before = lookups
    const answer = await clients.authenticate(id, new Secret(text))
    return { isTheirs: answer === mirror, lookups: lookups - before }
  }
  expect(await ask('right')).toEqual({ isTheirs: true, lookups: 1 })
  expect(await ask('right')).toEqual({ isTheirs: true, lookups: 0 })
  expect(await ask('right', 'other')).toEqual({ isTheirs: true, lookups: 1 })
  for (let count = 0; count < 2; count += 1)
    expect(await ask('wrong')).toEqual({ isTheirs: false, lookups: 1 })
  epoch = 2
  expect(await ask('right')).toEqual({ isTheirs: true, lookups: 1 })
  epoch = undefined
  expect(await ask('right')).toEqual({ isTheirs: true, lookups: 1 })
})
