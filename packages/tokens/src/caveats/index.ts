/**
 * Every caveat of the language, version 1, in the order of their tags: PyPI's numbers first, then our own words.
 *
 * APPEND ONLY. A token may be presented years after it was made and must then mean what it meant, so a tag is never
 * removed, renamed or reused, and neither are the number, order and types of its fields: a change is a new tag. What
 * an older server does not know it refuses. See docs/add-a-caveat.md.
 */
import { allow } from './allow.ts'
import { audience } from './audience.ts'
import { type CodeOf, caveatList, type ValueOf } from './define-caveat.ts'
import { digest } from './digest.ts'
import { expires } from './expires.ts'
import { createLanguage } from './language.ts'
import { network } from './network.ts'
import { projectIds } from './project-ids.ts'
import { projectNames } from './project-names.ts'
import { publisher } from './publisher.ts'
import { requestAccount } from './request-account.ts'
import { version } from './version.ts'

export const caveats = caveatList([
  expires, //        0
  projectNames, //   1
  projectIds, //     2
  requestAccount, // 3
  publisher, //      4
  allow, //          "allow"
  version, //        "version"
  digest, //         "digest"
  audience, //       "audience"
  network, //        "network"
])

/** Any caveat of the language, discriminated by `kind`. */
export type Caveat = ValueOf<(typeof caveats)[number]>

/** Why a caveat did not clear. */
export type CaveatCode = CodeOf<(typeof caveats)[number]>

export const {
  readCaveat,
  checkCaveat,
  packCaveat,
  writeCaveat,
  readCaveats,
  writeCaveats,
  describeCaveat,
  definitionOf,
} = createLanguage<Caveat>(caveats)
