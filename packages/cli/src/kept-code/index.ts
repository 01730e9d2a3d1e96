/**
 * What V8 made of the code in an earlier run, kept beside the code: half of what starting costs is compiling.
 *
 * 1. Whoever can write what is kept can write the code: it lies beside it, it is made by the code's owner alone, and taken
 *    from nobody but root and whoever runs it.
 * 2. It is taken for the text that it was made of and by the very Node that made it, and for nothing else.
 * 3. Nothing depends on it: where it is missing, wrong or cannot be written, the code is compiled, and nothing is said.
 *
 *     const keeping = keepingOf(process, 'token')
 *     const loaded = loadScript(`${__dirname}/programs.cjs`, loaders, keeping)
 *     if (loaded && !loaded.isFromKept) keep(loaded, keeping)
 *
 * All but `keep` is compiled anew at each start, each function once to find its end and once to run: there are few of them.
 */
export { keep } from './keep.ts'
export { type Keeping, keepingOf } from './keeping.ts'
export { type Loaded, type Loaders, loadScript } from './load-script.ts'
