import { generateKeyPairSync, verify } from 'node:crypto'
import { Secret } from '@latchkey/protocol'
import { refused } from '@latchkey/tokens'
import { describe, expect, test } from 'vitest'
import { testSigner } from '../testing/signer.ts'
import { createSigner, readPublicKey } from './signer.ts'

const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' })

describe('the key that signs', () => {
  test('signs RSA PKCS#1 v1.5 with SHA-512, which its public key verifies', async () => {
    const payload = Buffer.from('payload')
    const signature = await testSigner.sign(payload)
    expect(verify('sha512', payload, testSigner.publicKey, signature)).toBe(true)
    expect(verify('sha256', payload, testSigner.publicKey, signature)).toBe(false)
  })

  test('shows nothing of itself but the public key', () => {
    expect(testSigner.publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n/)
    expect(JSON.stringify(testSigner)).not.toContain('PRIVATE')
    expect(Object.keys(testSigner)).toEqual(['publicKey', 'sign'])
  })

  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  test.each([
    ['of 1024 bits', weak.privateKey.export(pkcs8)],
    ['of a curve', curve.privateKey.export(pkcs8)],
    ['under a passphrase', privateKey.export({ ...pkcs8, cipher: 'aes-256-cbc', passphrase: 'secret' })],
    ['that is only public', testSigner.publicKey],
    ['that is cut off', privateKey.export(pkcs8).slice(0, 400)],
    ['that is no PEM', 'key'],
    ['that is empty', ''],
  ])('is none %s, and the refusal shows nothing of it', (_, pem) => {
    const made = createSigner(new Secret(pem.toString()))
    expect(made).toMatchObject({ code: 'malformed' })
    expect(JSON.stringify(made)).not.toContain(pem.toString().slice(30, 60) || '\0')
  })
})

describe('a key that is pinned', () => {
  test('is public, of RSA and long enough', () => {
    expect(refused(readPublicKey(testSigner.publicKey))).toBe(false)
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    for (const pem of [privateKey.export(pkcs8), publicPem(weak), publicPem(curve), 'key', ''])
      expect(readPublicKey(pem.toString())).toMatchObject({ code: 'malformed' })
  })
})

function publicPem({ publicKey }: Pick<typeof weak, 'publicKey'>): string {
  return publicKey.export({ type: 'spki', format: 'pem' }).toString()
}
