/**
 * Rooms are handed the clock, randomness, `fetch` and the environment; only `serve/`, the command, `this-machine.ts` and what
 * runs in a browser read the real ones.
 */
import { files, read } from '../repository.ts'

const machine: readonly (readonly [RegExp, string])[] = [
  [/\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(|\bprocess\.hrtime/, 'the clock'],
  [/\bMath\.random\(|\brandomBytes\(|\brandomUUID\(|\bgetRandomValues\(/, 'randomness'],
  [/\bprocess\.env\b/, 'the environment'],
  [/\b(?:await|return) fetch\(|\bglobalThis\.fetch\b/, 'fetch'],
]
const mayRead =
  /\/server\/src\/serve\/|\/cli\/src\/|\/client\/src\/this-machine\.ts$|\/in-browser\.ts$|\.test\.ts$|\.contract\.ts$|\/testing(\/|\.ts$)/

export function handedIn(): readonly string[] {
  return files('packages/*/src/**/*.ts')
    .filter(file => !mayRead.test(file))
    .flatMap(file => {
      const text = read(file)
      const handed = /\bfetch[?]?:/.test(text) ? 'fetch' : ''
      return text.split('\n').flatMap((line, index) => {
        const code = line.replace(/^\s*(\*|\/\/|\/\*).*/, '').replace(/\/\/.*$/, '')
        return machine
          .filter(([pattern, what]) => what !== handed && pattern.test(code))
          .map(([, what]) => `${file}:${index + 1} reads ${what} of the machine. Let it be handed in.`)
      })
    })
}
