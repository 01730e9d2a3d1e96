/** Parsing and verifying a token that was never seen before, by us and by the others. */
import { spawnSync } from 'node:child_process'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPackedToken, refused, verifySignature } from '@latchkey/tokens'
import { toolMissing } from '../../test/support/tools.ts'
import { child } from '../child.ts'
import type { Comparison } from '../comparison.ts'
import { type Contestant, here } from '../contest.ts'
import { caveats, identifier, rootKey, signature, v1, v2 } from './token.ts'

const keyHex = Buffer.from(rootKey).toString('hex')

export const tokens: Comparison = {
  about:
    'Parse and verify a token with 3 caveats, uncached (5 HMACs); best of 10 interleaved rounds, CPU time.',
  against: 'latchkey',
  contestants: [latchkey(), hmacChain(), npmMacaroon(), pymacaroons(), libmacaroons()],
}

function latchkey(): Contestant {
  const token = `latchkey-${v2}`
  return {
    name: 'latchkey',
    includes: 'prefix, base64url, V2, 5 HMACs, comparison in constant time',
    start: async () => ({
      work: here(() => {
        const macaroon = readPackedToken(token)
        if (refused(macaroon) || refused(verifySignature(macaroon, rootKey))) throw new Error('refused')
      }),
    }),
  }
}

function hmacChain(): Contestant {
  const messages = [rootKey, identifier, ...caveats]
  return {
    name: 'createHmac',
    includes: 'nothing parsed: 5 times createHmac of node:crypto, timingSafeEqual',
    start: async () => ({
      work: here(() => {
        let key: string | Buffer = 'macaroons-key-generator'
        for (const message of messages) key = createHmac('sha256', key).update(message).digest()
        if (!timingSafeEqual(key as Buffer, signature)) throw new Error('refused')
      }),
    }),
  }
}

function npmMacaroon(): Contestant {
  return {
    name: 'npm macaroon',
    includes: 'macaroon 3.0.4: base64url, V2, 5 HMACs in JavaScript (sjcl)',
    async start() {
      const require = createRequire(import.meta.url)
      if (!existsSync(new URL('../node_modules/macaroon', import.meta.url)))
        return { missing: 'npm run bench' }
      const { importMacaroon } = require('macaroon')
      const bytes = Uint8Array.from(rootKey)
      return { work: here(() => importMacaroon(v2).verify(bytes, () => null, [])) }
    },
  }
}

function pymacaroons(): Contestant {
  return {
    name: 'pymacaroons',
    includes: '0.13.0 of Debian, a process: base64url, V2, 5 HMACs by hmac and OpenSSL, 3 exact predicates',
    async start() {
      const missing = toolMissing('pymacaroons')
      if (missing !== undefined) return { missing }
      const script = new URL('pymacaroons.py', import.meta.url).pathname
      return child('/usr/bin/python3', [script, v2, keyHex, ...caveats])
    },
  }
}

function libmacaroons(): Contestant {
  return {
    name: 'libmacaroons',
    includes: '0.3.0 of Debian, a process in C, -O2: base64url, V1, 5 HMACs, 3 exact predicates',
    async start() {
      const missing = toolMissing('libmacaroons') ?? toolMissing('gcc')
      if (missing !== undefined) return { missing }
      const folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
      const program = join(folder, 'libmacaroons')
      const source = new URL('libmacaroons.c', import.meta.url).pathname
      const { status } = spawnSync('/usr/bin/gcc', ['-O2', '-o', program, source, '-lmacaroons'], {
        stdio: 'inherit',
      })
      if (status !== 0) throw new Error('libmacaroons.c did not compile.')
      const run = child(program, [v1, keyHex, ...caveats])
      const stop = () => {
        run.stop?.()
        rmSync(folder, { recursive: true })
      }
      return { ...run, stop }
    },
  }
}
