import { expect, test } from 'vitest'
import * as codes from './verify-code.ts'

test.for([
  [
    codes.signatureMismatch,
    'The signature of this token does not hold: it was changed, or was not made here.',
    'Copy it again from where it was made; if it stays so, make a new one.',
  ],
  [
    codes.dischargeMissing,
    'This token has a third-party restriction, and the discharge for it was not presented.',
    'Ask the party that the restriction names for a discharge, bind it to the token and present both.',
  ],
  [
    codes.dischargeReused,
    'One discharge was presented for two third-party restrictions.',
    'Ask for a discharge for each of them.',
  ],
  [
    codes.dischargeUnused,
    'A discharge was presented that no restriction of this token asks for.',
    'Present only the discharges that belong to this token.',
  ],
] as const)(
  'who presents what does not verify is told why, and what to do: %j',
  ([refusal, message, next]) => {
    expect(refusal).toMatchObject({ message, next })
  },
)
