/** What the rooms say by mail, read from their folders: in every language all of it, and nothing left in English. */
import { globSync } from 'node:fs'
import { expect, test } from 'vitest'
import { spoken } from '../host/index.ts'

const server = new URL('../', import.meta.url)
const folders = globSync('**/letters/', { cwd: server })

/** Every text by the path to it; of one that is made with parts, what it is made with. */
type Said = ReadonlyMap<string, string | ((...parts: unknown[]) => unknown)>

async function saidIn(folder: string, language: string): Promise<Said> {
  const letters = Object.values(await import(new URL(`${folder}/${language}.ts`, server).href))
  const said = new Map<string, string | ((...parts: unknown[]) => unknown)>()
  const walk = (value: unknown, path: string): void => {
    if (typeof value === 'string' || typeof value === 'function') said.set(path, value as string)
    else for (const [key, inner] of Object.entries(value ?? {})) walk(inner, `${path}.${key}`)
  }
  for (const each of letters) walk(each, '')
  return said
}

test('every room that tells people something by mail is found', () => {
  for (const room of ['accounts', 'keys/notices', 'lock-out', 'logins/notices', 'second-factors'])
    expect(folders).toContain(`${room}/letters`)
})

for (const folder of folders) {
  test(`${folder} says the same in every language, and nothing twice alike`, async () => {
    const english = await saidIn(folder, 'en')
    expect(english.size).toBeGreaterThan(2)
    for (const language of spoken.filter(each => each !== 'en')) {
      const other = await saidIn(folder, language)
      expect([...other.keys()].sort()).toEqual([...english.keys()].sort())
      for (const [path, text] of other) {
        expect(typeof text, path).toBe(typeof english.get(path))
        if (typeof text === 'string') expect(text, path).not.toBe(english.get(path))
      }
    }
  })

  test(`${folder} uses in every language what a sentence is given`, async () => {
    const english = await saidIn(folder, 'en')
    for (const language of spoken) {
      for (const [path, sentence] of await saidIn(folder, language)) {
        const model = english.get(path)
        if (typeof sentence !== 'function' || typeof model !== 'function' || model.length === 0) continue
        if (path.startsWith('.phrases')) continue
        const parts = Array.from({ length: model.length }, (_, n) => partOf(n))
        const used = (text: unknown) => [...new Set(String(text).match(/⟦[^⟧]*⟧/g))].sort()
        expect(used(sentence(...parts)), `${language}${path}`).toEqual(used(model(...parts)))
      }
    }
  })
}

/** Where a sentence reads its members it finds marks too, whatever they are called. */
function partOf(n: number): unknown {
  const mark = (name: string) => `⟦${n}${name}⟧`
  return new Proxy(Object(mark('')), {
    get(text: object, name) {
      if (name === Symbol.toPrimitive) return (hint: string) => (hint === 'number' ? n : mark(''))
      if (
        typeof name === 'string' &&
        ['name', 'origin', 'organization', 'at', 'address', 'client'].includes(name)
      )
        return mark(name)
      return Reflect.get(text, name, text)
    },
  })
}
