/** `/pypi/ORG/simple/`: the names of all packages. */
import type { Repository } from '../../../repositories/index.ts'
import type { EcosystemRooms } from '../../rooms.ts'
import type { Route } from '../../route.ts'
import { linkPage } from './html.ts'
import { answerPage } from './page.ts'

export const projectList: Route = {
  kind: 'repository',
  method: 'GET',
  path: '/pypi/:organization/simple/',
  action: 'read',
  ofRows: true,
  async handle(visit) {
    return answerPage(visit, '', async () => {
      const names = await allNames(visit.rooms, visit.repository)
      return {
        html: () =>
          linkPage(
            'Simple index',
            names.map(name => ({ text: name, href: `${name}/` })),
          ),
        json: () => ({ meta: { 'api-version': '1.1' }, projects: names.map(name => ({ name })) }),
      }
    })
  },
}

async function allNames({ repositories }: EcosystemRooms, { id }: Repository): Promise<readonly string[]> {
  const names: string[] = []
  let after: string | undefined
  do {
    const page = await repositories.packages(id, { limit: 1000, ...(after === undefined ? {} : { after }) })
    names.push(...page.items.map(({ name }) => name))
    after = page.next
  } while (after !== undefined)
  return names
}
