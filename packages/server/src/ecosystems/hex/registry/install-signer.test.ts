import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { forEachEngine } from '../../../storage/testing/stores.ts'
import { newSigner, testSigner } from '../testing/signer.ts'
import { forgetSigningKey, installSigner, knowsSigningKey } from './install-signer.ts'

forEachEngine((_engine, open) => {
  describe('the key that signs', () => {
    test('is the first that comes, of several at once too, and no other until it is forgotten', async () => {
      const store = await open()
      expect(await knowsSigningKey(store.read)).toBe(false)
      const other = newSigner()
      const signers = [testSigner, other, testSigner, other]
      const installed = await Promise.all(signers.map(signer => installSigner(store, signer)))
      expect(await knowsSigningKey(store.read)).toBe(true)
      const taken = installed.filter(each => 'publicKey' in each)
      expect(new Set(taken).size).toBe(1)
      expect(taken).toHaveLength(2)

      const [own, stranger] = taken[0] === testSigner ? [testSigner, other] : [other, testSigner]
      expect(await installSigner(store, own)).toBe(own)
      expect(await installSigner(store, stranger)).toMatchObject({ code: 'hex_signing_key_differs' })

      expect(await forgetSigningKey(store)).toBe(true)
      expect(await forgetSigningKey(store)).toBe(false)
      expect(await installSigner(store, stranger)).toBe(stranger)
    })

    test('leaves a digest of its public half in the database, and nothing else', async () => {
      const store = await open()
      await installSigner(store, testSigner)
      const rows = await store.read.selectFrom('hex_signing_key').selectAll().execute()
      const digest = createHash('sha256').update(testSigner.publicKey).digest('base64url')
      expect(rows).toEqual([{ id: 1, check_value: digest }])
    })
  })
})
