/** What becomes of a package: passed over and given back, deleted for good, and who maintains it. */
import { expect } from 'vitest'
import { publish } from '../publish.ts'
import type { Desk, Task } from './task.ts'

const pack = '/organizations/:organization/repositories/:ecosystem/packages/:package'

export const packages: readonly Task[] = [
  {
    does: 'an admin yanks a version and says why, and restores it',
    sends: [`POST ${pack}/versions/:version/yank`, `POST ${pack}/versions/:version/unyank`],
    async by(desk) {
      const { path, files } = await published(desk, 'parcel')
      const page = await desk.window('admin-of-acme')
      await page.goto(path)
      await page.getByText('Yank version 1.0').click()
      await page.getByLabel('Why').fill('Loses the last line')
      await page.getByRole('button', { name: 'Yank it' }).click()
      await page.getByText('Loses the last line. Installers pass over it').waitFor()
      expect(await files()).toMatchObject([{ retired: { reason: 'Loses the last line' } }])
      await page.getByRole('button', { name: 'Restore version 1.0' }).click()
      return {
        page,
        says: 'The version is restored.',
        holds: async () => expect((await files()).map(({ retired }) => retired)).toEqual([undefined]),
      }
    },
  },
  {
    does: 'an owner deletes a file for good, and then the whole version',
    sends: [`POST ${pack}/versions/:version/files/:file/delete`, `POST ${pack}/versions/:version/delete`],
    async by(desk) {
      const { path, name, files } = await published(desk, 'freight', ['tar.gz', 'zip', 'whl'])
      const page = await desk.window('owner')
      await page.goto(path)
      await page.getByRole('link', { name: `Delete ${name}-1.0.zip` }).click()
      await page.getByRole('button', { name: `Delete ${name}-1.0.zip` }).click()
      await page.getByText('It is deleted.').waitFor()
      const left = (await files()).map(({ filename }) => filename)
      expect(left.toSorted()).toEqual([`${name}-1.0.tar.gz`, `${name}-1.0.whl`])
      await page.getByRole('link', { name: 'Delete version 1.0' }).click()
      await page.getByRole('button', { name: 'Delete version 1.0' }).click()
      return {
        page,
        says: 'Nothing of it is published.',
        holds: async () => expect(await files()).toEqual([]),
      }
    },
  },
  {
    does: 'an admin adds a maintainer, once it is somebody, sees what they reach, and removes them',
    sends: [
      ...[`POST ${pack}/maintainers 404`, `POST ${pack}/maintainers`],
      `POST ${pack}/maintainers/:username/remove`,
    ],
    async by(desk) {
      const { path, maintainers } = await published(desk, 'bundle')
      const { id, username } = await desk.somebody('lark')
      const page = await desk.window('admin-of-acme')
      await page.goto(path)
      await page.locator('summary', { hasText: 'Add a maintainer' }).click()
      await page.getByLabel('Username').fill('nobody-here')
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Add a maintainer', level: 1 }).waitFor()
      await page.getByLabel('Username').fill(username)
      await page.keyboard.press('Enter')
      await page.getByText('They maintain the package now.').waitFor()
      expect(await maintainers()).toContainEqual({ kind: 'account', id })
      await page.getByRole('link', { name: 'Who can reach it' }).click()
      await page.waitForURL(/\/reach$/)
      const theirs = page.getByRole('listitem').filter({ hasText: username })
      expect(await theirs.textContent()).toMatch(/maintains it\s+read\s+publish\s*$/)
      await page.goBack()
      await page.getByRole('link', { name: `Remove ${username}` }).click()
      await page.getByRole('button', { name: `Remove ${username}` }).click()
      return {
        page,
        says: 'Removed from the maintainers.',
        holds: async () => expect(await maintainers()).not.toContainEqual({ kind: 'account', id }),
      }
    },
  },
  {
    does: 'an admin takes a key off the maintainers of what it published first',
    sends: [`POST ${pack}/maintainers/keys/:key/remove`],
    async by(desk) {
      const { house } = desk
      const acme = await house.organizations.byName('acme')
      if (acme === undefined) throw new Error('The house is furnished.')
      const allow = [{ actions: ['publish'], targets: ['pypi:acme'] }]
      const { key, token } = await house.keyOfOrganization(acme, 'write', allow)
      const { path, maintainers } = await published(desk, 'crate', ['tar.gz'], token)
      expect(await maintainers()).toEqual([{ kind: 'key', id: key.id }])
      const page = await desk.window('admin-of-acme')
      await page.goto(path)
      await page.getByRole('link', { name: `Remove key “${key.name}”` }).click()
      await page.getByRole('button', { name: `Remove key “${key.name}”` }).click()
      return {
        page,
        says: 'Nobody by name.',
        holds: async () => expect(await maintainers()).toEqual([]),
      }
    },
  },
]

/** A package that no other task changes, with files of version 1.0 that end so: by `write`, or with this token. */
async function published(
  { house, named }: Desk,
  word: string,
  endings: readonly string[] = ['tar.gz'],
  token?: Parameters<typeof publish>[3],
) {
  const name = named(word)
  const publisher = await house.accounts.byUsername('write')
  const repository = await house.repositories.find('acme', 'pypi')
  if (publisher === undefined || repository === undefined) throw new Error('The house is furnished.')
  for (const ending of endings)
    await publish(house, publisher, { displayName: name, filename: `${name}-1.0.${ending}` }, token)
  const { id = '' } = (await house.repositories.findPackage(repository.id, name)) ?? {}
  return {
    name,
    path: `/organizations/acme/repositories/pypi/packages/${name}`,
    files: () => house.repositories.files(id),
    maintainers: async () =>
      (await house.repositories.maintainers(id)).map(each => ({ kind: each.kind, id: each.id })),
  }
}
