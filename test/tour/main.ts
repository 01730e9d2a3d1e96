/** `npm run tour`: the first upload, from an empty folder to the end, shown as it happens with real programs. */
import { firstUpload } from '../stories/first-upload.ts'
import { emptyFolder } from '../support/folder.ts'
import { toolMissing } from '../support/tools.ts'

const paint = process.stdout.isTTY && !process.env.NO_COLOR
const bold = (text: string) => (paint ? `\x1b[1m${text}\x1b[0m` : text)
const faint = (text: string) => (paint ? `\x1b[2m${text}\x1b[0m` : text)
const green = (text: string) => (paint ? `\x1b[32m${text}\x1b[0m` : text)
const red = (text: string) => (paint ? `\x1b[31m${text}\x1b[0m` : text)

const missing = (['twine', 'pip', 'chromium', 'tmux'] as const).flatMap(tool => toolMissing(tool) ?? [])
if (missing.length > 0) {
  print(`The tour runs real programs, and some are missing: ${missing.join('; ')}`)
  process.exit(1)
}

await using folder = emptyFolder()
let told = 0
try {
  for await (const part of firstUpload(folder.path)) {
    if (part.kind === 'chapter') {
      print(`\n${bold(part.title)}\n`)
      continue
    }
    told += 1
    print(`  ${green('✓')} ${part.promise}`)
    if (part.typed !== undefined) print(indented(part.typed, '    '))
    if (part.saw !== undefined) print(faint(indented(part.saw, '    │ ')))
  }
  print(`\n${green('✓')} ${told} steps, each as told.`)
} catch (error) {
  print(`\n${red('✗')} After ${told} steps one was not as told:\n`)
  print(error instanceof Error ? (error.stack ?? error.message) : String(error))
  process.exitCode = 1
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

function indented(text: string, margin: string): string {
  return text.replaceAll(/^/gm, margin)
}
