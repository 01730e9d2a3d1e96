/** Somewhere to set clients up for, without a machine. */
import type { Place } from '../client-setup.ts'

export const aPlace: Place = {
  ...{ origin: 'https://packages.example.com', organization: 'acme', subject: 'pypi:acme', name: 'acme' },
  ...{ folder: '/home/ada/.config/latchkey', home: '/home/ada', environment: {}, platform: 'linux' },
  exists: () => false,
  find: () => undefined,
}
