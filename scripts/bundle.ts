/**
 * What is published, in few files: Node spends a quarter of a millisecond on every file that it loads, and these packages
 * are started a hundred times a day (docs/decisions/027). What is imported late stays a file of its own.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { type InputOptions, type OutputChunk, type OutputOptions, rolldown } from 'rolldown'

/**
 * One file for each entry of a package that is built already, and what it loads late beside it. `takesIn`: what is ours
 * below it is put into it as far as it is used, for three packages take twice as long to import as one. A `Secret` of another
 * copy is known by its marker.
 */
export async function bundleLibrary(folder: string, { takesIn }: { takesIn: boolean }): Promise<void> {
  const { exports }: { exports: Readonly<Record<string, { readonly default: string }>> } = JSON.parse(
    readFileSync(`${folder}/package.json`, 'utf8'),
  )
  const entries = Object.values(exports).map(({ default: path }) => path.replace(/^\.\/dist\/|\.js$/g, ''))
  const made = await Promise.all(
    entries.map(async name => {
      const input: InputOptions = {
        input: { [name]: resolve(folder, `dist/${name}.js`) },
        external: id => /^[^./]/.test(id) && !(takesIn && id.startsWith('@latchkey/')),
        treeshake: { moduleSideEffects: false },
        // File by file: what only the late parts need of a package below goes with them.
        ...(takesIn && { resolve: { conditionNames: ['latchkey-source', 'import', 'node', 'default'] } }),
        // The late parts find in the entry what they share with it: a file of its own would be loaded by everybody.
        preserveEntrySignatures: 'allow-extension',
      }
      const output: OutputOptions = {
        entryFileNames: '[name].js',
        // By what is in it: a program that runs while its packages are replaced is told that its part is gone, and never
        // gets one that belongs to another entry.
        chunkFileNames: 'late/[name]-[hash].js',
        minifyInternalExports: false,
      }
      const early = await startingWith(name, input, output)
      const groups = [
        { name, test: (id: string) => early.has(id), priority: 2 },
        { name: 'tokens', test: /\/tokens\/src\//, priority: 1 },
      ]
      return generate(input, { ...output, codeSplitting: { groups } })
    }),
  )
  replace(folder, made.flat())
}

/** The modules that are loaded with an entry, and not late. */
async function startingWith(
  name: string,
  input: InputOptions,
  output: OutputOptions,
): Promise<ReadonlySet<string>> {
  const chunks = new Map((await chunksOf(input, output)).map(chunk => [chunk.fileName, chunk]))
  const [modules, files] = [new Set<string>(), new Set([`${name}.js`])]
  for (const file of files) {
    const { moduleIds = [], imports = [] } = chunks.get(file) ?? {}
    for (const id of moduleIds) modules.add(id)
    for (const other of imports) files.add(other)
  }
  return modules
}

/**
 * The command, from its source: CommonJS, which Node begins with sooner, and with the light parts of our packages in it.
 * The whole client is none of these, and is loaded where somebody has to be asked. What other programs start is there a
 * second time, in one file and without the list of all commands: for runs that compile nothing (`kept-code`).
 */
export async function bundleCommand(folder: string): Promise<void> {
  const input: InputOptions = {
    input: { main: resolve(folder, 'src/main.ts') },
    resolve: { conditionNames: ['latchkey-source', 'import', 'node', 'default'] },
    external: id =>
      /^[^./]/.test(id) && !/^@latchkey\/(client\/kept|protocol|tokens)/.test(id) && !id.startsWith('/'),
    treeshake: { moduleSideEffects: false },
    preserveEntrySignatures: 'allow-extension',
  }
  const made = await generate(input, {
    ...{ format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'late/[name].cjs', minify: true },
    codeSplitting: { groups: [...together] },
  })
  const programs: InputOptions = {
    ...{ ...input, input: { programs: resolve(folder, 'src/programs.ts') } },
    // What the command loads late lies together here.
    checks: { ineffectiveDynamicImport: false },
  }
  const ofPrograms = await generate(programs, {
    ...{ format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'programs/[name].cjs', minify: true },
    codeSplitting: {
      groups: [{ name: 'programs', test: /rolldown\/runtime|\/cli\/src\/(programs\.ts|narrowing\/)/ }],
    },
  })
  const start = await alone(folder, 'start', 'src/start.ts')
  const keep = await alone(folder, 'keep', 'src/kept-code/keep.ts')
  replace(
    folder,
    [...[...made, ...ofPrograms].map(importedLate), ...start.map(asFunction), ...keep].map(inAscii),
  )
}

/** An expression: what is in `bin/` runs it, and hands it what Node gave to that. */
function asFunction({ path, code }: Made): Made {
  return { path, code: `(function (require, __dirname, importLate) { ${code}\n})\n` }
}

/** What `start.cjs` loads, and not Node, is handed what imports. */
function importedLate({ path, code }: Made): Made {
  return { path, code: path.includes('/') ? code : code.replace(/\bimport\(/g, 'importLate(') }
}

/** A single letter beyond Latin-1 has V8 hold two bytes for each letter of the file. What is minified has them in literals alone. */
function inAscii({ path, code }: Made): Made {
  const escaped = (letter: string) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`
  return { path, code: code.replace(/[^\p{ASCII}]/gu, letters => letters.split('').map(escaped).join('')) }
}

/** What loads the rest, and what keeps code of it: files of their own, for the first is compiled anew at each start. */
function alone(folder: string, name: string, path: string): Promise<readonly Made[]> {
  const input = { input: { [name]: resolve(folder, path) }, treeshake: { moduleSideEffects: false } }
  return generate(input, { format: 'cjs', entryFileNames: '[name].cjs', minify: true })
}

/**
 * What is needed together lies together, each with all that it stands on and that lies nowhere above it: what finds a
 * credential, with what every command begins with; what narrows one, with what answers the programs that ask for it.
 */
const together = [
  {
    name: 'main',
    test: /rolldown\/runtime|\/cli\/src\/(main\.ts|registries\/|commands\/token\.ts|from-now\.ts)|\/client\/src\/kept\.ts/,
    priority: 2,
  },
  {
    name: 'narrowing',
    test: /\/cli\/src\/(narrowing\/|helpers\/|commands\/helper-git\.ts)/,
    priority: 1,
  },
] as const

interface Made {
  readonly path: string
  readonly code: string
}

async function generate(input: InputOptions, output: OutputOptions): Promise<readonly Made[]> {
  return (await chunksOf(input, output)).map(({ fileName, code }) => ({ path: fileName, code }))
}

async function chunksOf(input: InputOptions, output: OutputOptions): Promise<readonly OutputChunk[]> {
  const built = await rolldown({ platform: 'node', ...input })
  const { output: files } = await built.generate(output)
  await built.close()
  return files.filter(file => file.type === 'chunk')
}

/** All scripts of a package by these. */
function replace(folder: string, made: readonly Made[]): void {
  for (const file of globSync('**/*.js', { cwd: `${folder}/dist` })) rmSync(`${folder}/dist/${file}`)
  const written = new Map<string, string>()
  for (const { path, code } of made) {
    if ((written.get(path) ?? code) !== code)
      throw new Error(`Two entries of ${folder} make another ${path}.`)
    written.set(path, code)
    const whole = `${folder}/dist/${path}`
    mkdirSync(dirname(whole), { recursive: true })
    writeFileSync(whole, code)
  }
}
