/** Puts together what a device asks, what a person answers, and what the device hears. */
import { createAnswering } from './answer.ts'
import { askForDevice } from './ask.ts'
import type { DeviceAuthorizations } from './device-authorizations.ts'
import type { AuthorizationsOptions } from './options.ts'
import { createPoll } from './poll.ts'
import { forgetWrongCodes } from './wrong-codes.ts'

const day = 86_400_000

export function createDeviceAuthorizations(options: AuthorizationsOptions): DeviceAuthorizations {
  const { store, clock } = options
  return {
    request: (client, request, from) => askForDevice(options, client, request, from),
    ...createAnswering(options),
    poll: createPoll(options),
    forget: () =>
      store.write(async transaction => {
        const now = clock.now()
        await forgetWrongCodes(transaction, now)
        const old = transaction.deleteFrom('device_authorizations').where('expires_at', '<=', now - day)
        await old.execute()
      }),
  }
}
