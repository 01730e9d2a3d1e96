/**
 * What is published, in few files: Node spends a quarter of a millisecond on every file that it loads, and these packages
 * are started a hundred times a day (docs/decisions/027). What is imported late stays a file of its own.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type InputOptions, type OutputOptions, rolldown } from 'rolldown'

/**
 * One file for each entry of a package that is built already. `takesIn`: what is ours below it is put into it as far as it is
 * used, for three packages take twice as long to import as one. A `Secret` of another copy is known by its marker.
 */
export async function bundleLibrary(folder: string, { takesIn }: { takesIn: boolean }): Promise<void> {
  const { exports }: { exports: Readonly<Record<string, { readonly default: string }>> } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  const entries = Object.values(exports).map(({ default: path }) => path.replace(/^\.\/dist\/|\.js$/g, ''))
  const made = await Promise.all(
    entries.map(name =>
      generate(
        {
          input: { [name]: resolve(folder, `dist/${name}.js`) },
          external: id => /^[^./]/.test(id) && !(takesIn && id.startsWith('@latchkey/')),
          treeshake: { moduleSideEffects: false },
        },
        { entryFileNames: '[name].js', chunkFileNames: 'late/[name].js' },
      ),
    ),
  )
  replace(folder, made.flat())
}

/**
 * The command, from its source: CommonJS, which Node begins with sooner, and with the light parts of our packages in it.
 * The whole client is none of these, and is loaded where somebody has to be asked.
 */
export async function bundleCommand(folder: string): Promise<void> {
  const input: InputOptions = {
    input: { main: resolve(folder, 'src/main.ts') },
    resolve: { conditionNames: ['latchkey-source', 'import', 'node', 'default'] },
    external: id =>
      /^[^./]/.test(id) && !/^@latchkey\/(client\/kept|protocol|tokens)/.test(id) && !id.startsWith('/'),
    treeshake: { moduleSideEffects: false },
  }
  const made = await generate(input, {
    ...{ format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'late/[name].cjs', minify: true },
    codeSplitting: { groups: [...together] },
  })
  replace(folder, made)
}

/** What is needed together lies together, each with all that it stands on and that lies nowhere above it. */
const together = [
  { name: 'main', test: /\/cli\/src\/main\.ts$/, priority: 3 },
  {
    name: 'at-hand',
    test: /\/cli\/src\/(registries\/|commands\/token\.ts|command\.ts|from-now\.ts)|\/client\/src\/kept\.ts/,
    priority: 2,
  },
  { name: 'narrowing', test: /\/cli\/src\/(narrowing|helpers)\//, priority: 1 },
] as const

interface Made {
  readonly path: string
  readonly code: string
}

async function generate(input: InputOptions, output: OutputOptions): Promise<readonly Made[]> {
  const built = await rolldown({ platform: 'node', ...input })
  const { output: files } = await built.generate(output)
  await built.close()
  return files.flatMap(file => (file.type === 'chunk' ? [{ path: file.fileName, code: file.code }] : []))
}

/** All scripts of a package by these. */
function replace(folder: string, made: readonly Made[]): void {
  for (const file of globSync('**/*.js', { cwd: `${folder}/dist` })) rmSync(`${folder}/dist/${file}`)
  for (const { path, code } of made) {
    const whole = `${folder}/dist/${path}`
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, code)
  }
}
