/** npm: packages of a scope come from the repository. npm asks no helper, so it is run with a credential of minutes. */
import { join } from 'node:path'
import { asWord } from '../../registries/index.ts'
import type { ClientSetup, Place } from '../client-setup.ts'
import { markedFile } from '../edits/managed.ts'
import { setOptions } from '../edits/options.ts'

export const npm: ClientSetup = {
  name: 'npm',
  ecosystem: 'npm',
  verified: true,
  files: place => [
    markedFile({
      path: npmrc(place),
      mark: `npm ${place.subject}`,
      edit: setOptions({
        options: { [scope(place)]: [`${scope(place)}=${repository(place)}`] },
      }),
    }),
  ],
  next: place => [
    `npm has no way to ask for a credential: hand it one for minutes, or log it in by itself.`,
    'latchkey exec -- npm publish',
    `npm login --scope=@${place.name} --registry=${asWord(repository(place))}`,
  ],
}

export function npmrc({ environment, home }: Place): string {
  return environment['NPM_CONFIG_USERCONFIG'] || environment['npm_config_userconfig'] || join(home, '.npmrc')
}

export function scope({ name }: Place): string {
  return `@${name}:registry`
}

export function repository({ origin, organization }: Place): string {
  return `${origin}/npm/${organization}/`
}
