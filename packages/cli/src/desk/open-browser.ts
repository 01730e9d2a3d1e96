/** Opens a page in the person's browser, detached, best effort: nothing waits for it, and nothing that it does is an error. */
import { spawn } from 'node:child_process'

/** Whether a program was asked to. Its words go to no shell. */
export function openBrowser(running: NodeJS.Process, url: string): Promise<boolean> {
  const { protocol, href } = new URL(url)
  if (protocol !== 'https:' && protocol !== 'http:') return Promise.resolve(false)
  const [program, ...words] = opener(running)
  return new Promise(resolve => {
    const child = spawn(program, [...words, href], { detached: true, stdio: 'ignore' })
    child.once('error', () => resolve(false))
    child.once('spawn', () => {
      child.unref()
      resolve(true)
    })
  })
}

function opener({ platform, env }: NodeJS.Process): readonly [program: string, ...words: string[]] {
  if (env['BROWSER'] && /^[\w./-]+$/.test(env['BROWSER'])) return [env['BROWSER']]
  if (platform === 'darwin') return ['/usr/bin/open']
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler']
  return [env['WSL_DISTRO_NAME'] ? 'wslview' : 'xdg-open']
}
