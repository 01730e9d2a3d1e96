/** Whether a browser that is opened on this machine is seen by the person at this terminal. */
import type { Desk } from './desk.ts'

/** `here`: and it reaches this machine's own ports. `beside it`: Windows around a Linux. `elsewhere`: none, or not surely. */
export type Reach = 'here' | 'beside it' | 'elsewhere'

export async function browserIsHere(
  desk: Pick<Desk, 'environment' | 'platform' | 'readFile' | 'person'>,
): Promise<Reach> {
  const { environment, platform, person } = desk
  const has = (name: string) => (environment[name] ?? '') !== ''
  if (!person.isThere || remote.some(has) || (await inContainer(desk))) return 'elsewhere'
  if (platform === 'darwin' || platform === 'win32') return 'here'
  if (has('WSL_DISTRO_NAME')) return 'beside it'
  return has('DISPLAY') || has('WAYLAND_DISPLAY') ? 'here' : 'elsewhere'
}

/** Set where the person sits before another machine. */
const remote = [
  ...['SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY', 'MOSH_CONNECTION'],
  ...['CODESPACES', 'REMOTE_CONTAINERS', 'GITPOD_WORKSPACE_ID', 'KUBERNETES_SERVICE_HOST', 'container'],
]

/** Docker and Podman leave a file; not all set a variable. */
async function inContainer({ readFile }: Pick<Desk, 'readFile'>): Promise<boolean> {
  const found = await Promise.all(['/.dockerenv', '/run/.containerenv'].map(path => isThere(path)))
  return found.includes(true)

  async function isThere(path: string): Promise<boolean> {
    try {
      await readFile(path)
      return true
    } catch {
      return false
    }
  }
}
