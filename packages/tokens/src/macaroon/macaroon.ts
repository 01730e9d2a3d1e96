/** What a macaroon is: a plain value that every format reads into and writes from. */

/** A restriction that the verifier judges itself; the signature covers its bytes exactly as transmitted. */
export interface FirstPartyCaveat {
  readonly identifier: Uint8Array
}

/**
 * A restriction that somebody else judges, by issuing a discharge macaroon whose identifier is this one's.
 * `verification` is the sealed key of that discharge; `location` is an unsigned hint and is never trusted.
 */
export interface ThirdPartyCaveat {
  readonly identifier: Uint8Array
  readonly verification: Uint8Array
  readonly location: string
}

export type MacaroonCaveat = FirstPartyCaveat | ThirdPartyCaveat

/** Readers hand out views of the bytes they were given: whoever changes those bytes changes the macaroon. */
export interface Macaroon {
  /** Where it was issued. A hint: unsigned, never trusted. */
  readonly location: string
  readonly identifier: Uint8Array
  readonly caveats: readonly MacaroonCaveat[]
  /** 32 bytes: HMAC-SHA-256 over everything above but the locations. */
  readonly signature: Uint8Array
}

export function isThirdParty(caveat: MacaroonCaveat): caveat is ThirdPartyCaveat {
  return 'verification' in caveat
}
