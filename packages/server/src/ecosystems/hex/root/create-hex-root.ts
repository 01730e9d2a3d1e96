/** Passes a public Hex repository on: each resource verified, signed again and kept until it changes there. */
import { type Refusal, refused } from '@latchkey/tokens'
import { createGenerations } from '../../../storage/index.ts'
import { tagOf } from '../../conditional.ts'
import { seal } from '../registry/seal.ts'
import type { RegistrySigner } from '../registry/signer.ts'
import { askRoot, type RootAddress, readWhole } from './ask-root.ts'
import type { HexRoot, ResourceName, RootResource, RootTarball } from './hex-root.ts'
import { rootUnknown } from './refusals.ts'
import { checked } from './tarball.ts'
import { type Pinned, type Verified, verify } from './verified.ts'

export interface HexRootOptions extends RootAddress, Pinned {
  readonly signer: RegistrySigner
}

interface Kept extends RootResource, Pick<Verified, 'tarballs'> {
  readonly etag: string | undefined
}

/** Bytes of a resource as it travels, compressed. */
const largestResource = 16 * 1024 * 1024

/** How many times as long as it may keep silent a resource may take: all who want it wait for the same one. */
const longest = 6

/** Bytes of one of two generations, and what each resource weighs besides its body. */
const memory = 32 * 1024 * 1024
const overhead = 4096

export function createHexRoot(options: HexRootOptions): HexRoot {
  const kept = createGenerations<Kept>(memory)
  const underWay = new Map<ResourceName, Promise<Kept | Refusal>>()

  /** It is asked each time whether it changed, once for all who want it at the same time. */
  function current(name: ResourceName): Promise<Kept | Refusal> {
    const known = underWay.get(name)
    if (known !== undefined) return known
    const asked = renew(name).finally(() => underWay.delete(name))
    underWay.set(name, asked)
    return asked
  }

  async function renew(name: ResourceName): Promise<Kept | Refusal> {
    const known = kept.get(name)
    const signal = AbortSignal.timeout(longest * options.patience)
    const answer = await askRoot(options, name, { etag: known?.etag, signal })
    if (refused(answer)) return answer
    if (answer === 'unchanged') return known ?? rootUnknown(name)
    const resource = await readWhole(answer, name, largestResource)
    if (refused(resource)) return resource
    const verified = await verify(resource, name, options)
    if (refused(verified)) return verified
    const body = await seal(verified.payload, options.signer)
    const renewed = { body, tag: tagOf(body), tarballs: verified.tarballs, etag: answer.etag }
    kept.set(name, renewed, overhead + body.length)
    return renewed
  }

  return {
    resource: current,
    async tarball(packageName, version, signal): Promise<RootTarball | Refusal> {
      const path = `tarballs/${packageName}-${version}.tar`
      const resource = await current(`packages/${packageName}`)
      if (refused(resource)) return resource
      if (!resource.tarballs.has(version)) return rootUnknown(path)
      const answer = await askRoot(options, path, { signal })
      return refused(answer) ? answer : checked(answer, path, resource.tarballs.get(version))
    },
  }
}
