/** For the tests of this room and of those above it: a device that makes passkeys and signs with them, honestly or not. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { sha256 } from '../host/index.ts'
import type { Store } from '../storage/index.ts'
import { unrecorded } from '../storage/testing/recorded.ts'
import type { CreationOptions, RequestOptions } from './options.ts'

export interface DeviceOptions {
  /** As the browser sees it; the page's own unless somebody phishes. */
  readonly origin: string
  /** Whose device says to be kept in a cloud: it does not count then. */
  readonly synced?: boolean
}

/** What goes wrong, in one answer. */
export interface Fault {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: 'webauthn.get' | 'webauthn.create'
  /** The person did not unlock it. */
  readonly unverified?: true
  readonly counter?: number
  readonly userHandle?: string
  readonly id?: string
  /** In this format its device says by whom it was made, which nobody asked. */
  readonly attested?: string
}

/** One passkey on one device. */
export class Device {
  readonly #options: DeviceOptions
  readonly #privateKey: KeyObject
  readonly #publicKey: KeyObject
  readonly #id = randomBytes(16)
  #userHandle = ''
  #counter = 0

  constructor(options: DeviceOptions) {
    this.#options = options
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    this.#privateKey = privateKey
    this.#publicKey = publicKey
  }

  /** What its authenticator calls it. */
  get id(): string {
    return this.#id.toString('base64url')
  }

  /** `navigator.credentials.create`, as `toJSON` writes it. */
  create({ rp, user, challenge }: CreationOptions, fault: Fault = {}): string {
    this.#userHandle = user.id
    const length = Buffer.alloc(2)
    length.writeUInt16BE(this.#id.length)
    const attested = Buffer.concat([Buffer.alloc(16), length, this.#id, this.#coseKey()])
    const data = Buffer.concat([this.#authenticatorData(rp.id, 0x40, fault), attested])
    const certificates = Buffer.concat([Buffer.of(0xa1), cborText('x5c'), Buffer.of(0x80)])
    const statement = fault.attested === undefined ? Buffer.of(0xa0) : certificates
    const format = cborText(fault.attested ?? 'none')
    const head = Buffer.concat([cborText('fmt'), format, cborText('attStmt'), statement])
    const attestation = Buffer.concat([Buffer.of(0xa3), head, cborText('authData'), cborBytes(data)])
    return this.#answer(fault, {
      clientDataJSON: this.#clientData('webauthn.create', challenge, fault).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    })
  }

  /** `navigator.credentials.get`, likewise. */
  get({ rpId, challenge }: RequestOptions, fault: Fault = {}): string {
    if (this.#options.synced !== true) this.#counter += 1
    const data = this.#authenticatorData(rpId, 0, fault)
    const clientData = this.#clientData('webauthn.get', challenge, fault)
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()])
    return this.#answer(fault, {
      clientDataJSON: clientData.toString('base64url'),
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', signed, this.#privateKey).toString('base64url'),
      userHandle: fault.userHandle ?? (this.#userHandle || undefined),
    })
  }

  #answer({ id = this.id }: Fault, response: object): string {
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response })
  }

  #clientData(type: string, challenge: string, fault: Fault): Buffer {
    const said = { type, challenge, origin: this.#options.origin, crossOrigin: false, ...only(fault) }
    return Buffer.from(JSON.stringify(said))
  }

  #authenticatorData(rpId: string, more: number, { unverified, ...fault }: Fault): Buffer {
    const hash = createHash('sha256')
      .update(fault.rpId ?? rpId)
      .digest()
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(fault.counter ?? this.#counter)
    const flags = 0x01 | (unverified ? 0 : 0x04) | (this.#options.synced ? 0x18 : 0) | more
    return Buffer.concat([hash, Buffer.of(flags), counter])
  }

  /** An EC2 key of P-256 for ES256 (RFC 9053, section 7.1.1). */
  #coseKey(): Buffer {
    const { x = '', y = '' } = this.#publicKey.export({ format: 'jwk' })
    const [head, between] = [Buffer.of(0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21), Buffer.of(0x22)]
    const coordinate = (text: string) => cborBytes(Buffer.from(text, 'base64url'))
    return Buffer.concat([head, coordinate(x), between, coordinate(y)])
  }
}

/** As if its person had made one and used it, or not; nobody can sign with it. Gives its id. */
export async function givePasskey(
  store: Store,
  accountId: string,
  { name, createdAt, lastUsedAt, synced = false }: GivenPasskey,
): Promise<string> {
  const id = `${accountId.slice(0, 8)}-${name.replaceAll(' ', '-')}`
  const key = { credential_id: sha256(id), public_key: 'a2V5', counter: 0, transports: '["internal"]' }
  const when = { created_at: createdAt, last_used_at: lastUsedAt ?? null }
  const row = { id, account_id: accountId, name, ...key, ...when, synced: synced ? 1 : 0 } as const
  await unrecorded(store).write(transaction => transaction.insertInto('passkeys').values(row).execute())
  return id
}

interface GivenPasskey {
  readonly name: string
  readonly createdAt: number
  /** Absent where it never was. */
  readonly lastUsedAt?: number
  readonly synced?: boolean
}

/** What a fault says of the client data. */
function only({ origin, challenge, type }: Fault) {
  return { ...(origin && { origin }), ...(challenge && { challenge }), ...(type && { type }) }
}

function cborText(text: string): Buffer {
  return Buffer.concat([Buffer.of(0x60 + text.length), Buffer.from(text)])
}

/** At least 24 of them, below 256; each length in the fewest bytes, as readers demand. */
function cborBytes(bytes: Buffer): Buffer {
  if (bytes.length < 24 || bytes.length > 255) throw new RangeError('No device of ours says that much.')
  return Buffer.concat([Buffer.of(0x58, bytes.length), bytes])
}
