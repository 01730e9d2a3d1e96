/**
 * Puts what is behind each entry of a built package into one file: Node spends a quarter of a millisecond on every file
 * that it loads, and what these packages are embedded in is started a hundred times a day. Packages stay apart, so that
 * nothing is there twice, and what is imported late stays a file of its own.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { rolldown } from 'rolldown'

export async function bundle(folder: string): Promise<void> {
  const { exports }: { exports: Readonly<Record<string, { readonly default: string }>> } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  const entries = Object.values(exports).map(({ default: path }) => [
    path.replace(/^\.\/dist\/|\.js$/g, ''),
    resolve(folder, path),
  ])
  const built = await rolldown({ input: Object.fromEntries(entries), platform: 'node', external: /^[^./]/ })
  const { output } = await built.generate({ entryFileNames: '[name].js', chunkFileNames: 'late/[name].js' })
  await built.close()
  for (const file of globSync('**/*.js', { cwd: `${folder}/dist` })) rmSync(`${folder}/dist/${file}`)
  for (const file of output) {
    if (file.type !== 'chunk') continue
    const path = `${folder}/dist/${file.fileName}`
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, file.code)
  }
}
