/** docker: a credential helper for the registry's host (`docker-credential-latchkey`, which comes with the command). */
import { join } from 'node:path'
import type { ClientSetup } from '../client-setup.ts'
import { jsonFile } from '../edits/managed.ts'

export const docker: ClientSetup = {
  name: 'docker',
  protocol: 'oci',
  runs: 'docker-credential-latchkey',
  verified: true,
  files: ({ environment, home, subject }) => [
    jsonFile(join(environment['DOCKER_CONFIG'] || join(home, '.docker'), 'config.json'), {
      object: 'credHelpers',
      name: subject,
      value: 'latchkey',
    }),
  ],
  next: ({ subject }) => [`docker pull ${subject}/NAME`],
}
