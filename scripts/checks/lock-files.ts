/** What is committed works for everyone: no download address in a lock file, no folder of one machine anywhere. */
import { homedir } from 'node:os'
import { files, read } from '../repository.ts'

export function lockFiles(): readonly string[] {
  const addresses = files('**/package-lock.json')
    .filter(file => /"resolved": "[a-z+]+:/.test(read(file)))
    .map(file => `${file} records download addresses. Keep .npmrc beside it, delete it and type npm install.`)
  // What comes after a name or a dot is a folder of ours that is called like one of the machine's.
  const folders = [process.cwd(), homedir()]
    .filter(folder => folder.length > 3)
    .map(folder => ({ folder, named: new RegExp(`(?<![\\w.-])${folder.replaceAll('.', '\\.')}/`) }))
  const machines = files('**/*.{ts,js,mjs,json,md,yml,sh,py,c}', '.*', '.ci/*').flatMap(file =>
    folders
      .filter(({ named }) => named.test(read(file)))
      .map(({ folder }) => `${file} names ${folder}, a folder of this machine.`),
  )
  return [...addresses, ...machines]
}
