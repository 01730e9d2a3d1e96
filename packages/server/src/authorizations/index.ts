/**
 * Letting a client in: what waits for a person's answer, and what the answer is traded in for.
 *
 * 1. Codes are stored as SHA-256, bound to the client they were made for, and traded in once.
 * 2. Nothing is approved by itself: a signed-in person answers, in the session that entered the code, and may narrow
 *    what is asked for.
 * 3. A code that is wrong, expired, used or entered elsewhere is one and the same refusal, and few may be tried. Only the
 *    session that entered it hears how it ended.
 * 4. What was approved holds while the session lives in which it was: who is locked out lets nobody in any more.
 * 5. An answer that was lost can be asked for again for a minute, and is the same tokens.
 *
 *     const devices = createDeviceAuthorizations({ store, clock, random, clients, logins, secondFactors })
 *     const { deviceCode, userCode } = await devices.request(client, { scope: 'api repositories' }, from)
 *     const asked = await devices.open(userCode, session, from)
 *     await devices.approve(userCode, session, { scopes: asked.scopes }, from)
 *     const tokens = await devices.poll(deviceCode, client, from)
 */
export type { Approval } from './approval.ts'
export type { AuthorizationCodes, NewAuthorizationCode, RedeemedCode } from './authorization-codes.ts'
export { createAuthorizationCodes } from './create-authorization-codes.ts'
export { createDeviceAuthorizations } from './create-device-authorizations.ts'
export type { DeviceAuthorizations, DeviceCodes, NewDeviceRequest } from './device-authorizations.ts'
export { readDeviceName } from './device-name.ts'
export type { DeviceRequest, DeviceState } from './device-request.ts'
export type { AuthorizationsOptions } from './options.ts'
export { defaultScope, writes } from './scopes.ts'
