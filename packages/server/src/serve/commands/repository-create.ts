/** `latchkey-server repository create`: the place for an organization's packages in one ecosystem. */
import { defineCommand, flag } from '@latchkey/protocol/command'
import { refuse, refused } from '@latchkey/tokens'
import { operator } from '../../audit/index.ts'
import { withExistingRooms } from '../with-rooms.ts'
import { unknownOrganization } from './owner.ts'

export const command = defineCommand({
  name: 'repository create',
  about: 'Makes a repository: the packages of one organization in one ecosystem. Private, unless told.',
  examples: [
    'npx latchkey-server repository create pypi:acme',
    'npx latchkey-server repository create pypi:acme --public --json',
  ],
  operands: ['ECOSYSTEM:ORGANIZATION'],
  options: { public: flag('Everybody may read it, without a credential.') },
  async run(values, terminal, [place = '']) {
    const [ecosystem = '', name = '', ...rest] = place.split(':')
    if (ecosystem === '' || name === '' || rest.length > 0)
      return refuse('usage', 'A repository is named ECOSYSTEM:ORGANIZATION.', 'For example: pypi:acme')
    return withExistingRooms(terminal.environment, async ({ organizations, repositories }) => {
      const organization = await organizations.byName(name)
      if (!organization) return unknownOrganization(name)
      const visibility = values.public ? 'public' : 'private'
      const repository = await repositories.create({ organization, ecosystem, visibility }, operator)
      if (refused(repository)) return repository
      return {
        data: { repository: { id: repository.id, ecosystem, organization: name, visibility } },
        text: `The ${visibility} repository ${place} is made.\nNext, a key that may publish to it: npx latchkey-server key create --organization ${name} --role write --name ci --allow publish=${place}`,
      }
    })
  },
})
