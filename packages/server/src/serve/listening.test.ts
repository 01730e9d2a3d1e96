import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import type { TLSSocket } from 'node:tls'
import { refused } from '@latchkey/tokens'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from '../../../../test/support/certificate.ts'
import { describeWith } from '../../../../test/support/describe-with.ts'
import type { Handler } from '../http/index.ts'
import { readConfiguration } from './configuration.ts'
import { listenOrRefuse, whyNotListening } from './listening.ts'

const folder = await mkdtemp(join(tmpdir(), 'latchkey-listening-'))
afterAll(() => rm(folder, { recursive: true }))

const hello: Handler = async () => ({ status: 200, headers: [], body: 'hello' })

async function listening(environment: Record<string, string>) {
  const configuration = readConfiguration({ PORT: '0', ...environment })
  if (refused(configuration)) throw new Error(configuration.message)
  const logged: string[] = []
  const log = (_: object, message: string) => void logged.push(message)
  const listener = await listenOrRefuse(configuration, { handle: hello, log: { warn: log, error: log } })
  if (refused(listener)) return { refusal: listener, port: 0, logged }
  onTestFinished(() => listener.close(0))
  return { refusal: undefined, port: listener.port, logged }
}

/** What a client sees that trusts no certificate but this. */
function get(port: number, ca: Buffer): Promise<{ body: string; fingerprint: string }> {
  return new Promise((resolve, reject) => {
    const asking = request({ host: 'localhost', port, ca, agent: false }, async answer => {
      const fingerprint = (answer.socket as TLSSocket).getPeerCertificate().fingerprint256
      resolve({ body: Buffer.concat(await answer.toArray()).toString(), fingerprint })
    })
    asking.on('error', reject).end()
  })
}

describeWith(['openssl'], 'with a certificate', () => {
  const first = makeCertificate(folder)
  const second = makeCertificate(folder)

  /** Files in use, which can be replaced. */
  async function inUse() {
    const certificate = join(await mkdtemp(join(folder, 'used-')), 'certificate.pem')
    const key = `${certificate}.key`
    const put = async (made: typeof first) => {
      await copyFile(made.certificate, certificate)
      await copyFile(made.key, key)
    }
    await put(first)
    return {
      put,
      certificate,
      environment: { LATCHKEY_CERTIFICATE: certificate, LATCHKEY_CERTIFICATE_KEY: key },
    }
  }

  test('it is https that answers, and plain http gets nothing', async () => {
    const { port } = await listening((await inUse()).environment)
    expect(await get(port, await readFile(first.certificate))).toMatchObject({ body: 'hello' })
    await expect(fetch(`http://localhost:${port}/`)).rejects.toThrow()
    expect(await get(port, await readFile(first.certificate))).toMatchObject({ body: 'hello' })
  })

  test('a renewed one is used after SIGHUP, and one that is no good is logged and not used', async () => {
    const { put, certificate, environment } = await inUse()
    const { port, logged } = await listening(environment)
    await put(second)
    process.emit('SIGHUP')
    const ca = await readFile(second.certificate)
    await expect.poll(() => get(port, ca)).toMatchObject({ body: 'hello' })

    await writeFile(certificate, 'half a certifi')
    process.emit('SIGHUP')
    await expect.poll(() => logged).toEqual([expect.stringContaining('could not be renewed')])
    expect(await get(port, ca)).toMatchObject({ body: 'hello' })
  })

  test.each([
    ['is not there', { LATCHKEY_CERTIFICATE: 'nowhere.pem', LATCHKEY_CERTIFICATE_KEY: first.key }],
    ['is none', { LATCHKEY_CERTIFICATE: 'package.json', LATCHKEY_CERTIFICATE_KEY: first.key }],
    ['has another key', { LATCHKEY_CERTIFICATE: first.certificate, LATCHKEY_CERTIFICATE_KEY: second.key }],
  ])('one that %s refuses to start, and says what to set', async (_, environment) => {
    expect((await listening(environment)).refusal).toMatchObject({
      code: 'certificate_unusable',
      next: expect.stringContaining('LATCHKEY_CERTIFICATE'),
    })
  })
})

test('an address that this machine does not have is refused by its setting', async () => {
  expect((await listening({ LATCHKEY_LISTEN: '192.0.2.1' })).refusal).toMatchObject({
    code: 'address_unusable',
    next: expect.stringContaining('LATCHKEY_LISTEN'),
  })
})

test('a port that this user may not take is refused, and another one is named', () => {
  const denied = Object.assign(new Error('listen EACCES: permission denied'), { code: 'EACCES' })
  expect(whyNotListening({ host: '127.0.0.1', port: 80 }, denied)).toMatchObject({
    code: 'port_forbidden',
    message: 'This user may not listen on port 80.',
    next: expect.stringContaining('PORT=7420 npm start'),
  })
})

test('what is not foreseen is thrown on, as a bug', () => {
  const bug = new TypeError('undefined is not a port')
  expect(() => whyNotListening({ host: '127.0.0.1', port: 80 }, bug)).toThrow(bug)
})
