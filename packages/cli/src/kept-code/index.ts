/**
 * What V8 made of the code in an earlier run, kept beside the code: half of what starting costs is compiling.
 *
 * 1. Whoever can write what is kept can write the code: it lies beside it, it is made by the code's owner alone, and taken
 *    from nobody but root and whoever runs it.
 * 2. It is taken for the text that it was made of and by the very Node that made it, and for nothing else.
 * 3. Nothing depends on it: where it is missing, wrong or cannot be written, the code is compiled, and nothing is said.
 *
 *     const keeping = keepingOf(process, 'token')
 *     const scripts = scriptsWith(keeping, require)
 *     scripts.load(`${__dirname}/main.cjs`)
 *     keep(scripts.loaded, keeping)
 */
export { keep } from './keep.ts'
export { type Keeping, keepingOf } from './keeping.ts'
export { scriptsWith } from './scripts.ts'
