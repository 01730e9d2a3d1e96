/**
 * Every source file is one idea that can be seen in a few screens, and opens by saying what it is for. A test is a list
 * of promises, as long as it has to be.
 */
import { files, read } from '../repository.ts'

const mostLines = 300

export function shortFiles(): readonly string[] {
  return files('packages/*/src/**/*.ts', 'scripts/**/*.{js,ts}', 'test/**/*.ts', 'bench/**/*.ts')
    .filter(file => !file.endsWith('.test.ts'))
    .flatMap(file => {
      const text = read(file)
      const lines = text.split('\n').length - 1
      return [
        ...(lines > mostLines
          ? [`${file} has ${lines} lines; ${mostLines} is the most. Give its ideas a file each.`]
          : []),
        ...(text.startsWith('/**')
          ? []
          : [`${file} does not open with a /** sentence */ that says what it is for.`]),
      ]
    })
}
