/** How a browser on another machine reaches a server that listens on loopback: through ssh. */
import { isLoopback } from '../../host/index.ts'

/** What to type on the other machine; nothing where a browser can be opened here, or the origin is public. */
export function tunnel(
  origin: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
): string | undefined {
  const { hostname, port } = new URL(origin)
  // A Mac shows its windows without either variable.
  const display = environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] || platform === 'darwin'
  // "client port server port" (ssh(1)).
  const [, , address] = environment['SSH_CONNECTION']?.split(' ') ?? []
  if (!isLoopback(hostname) || port === '' || (display && address === undefined)) return undefined
  return `ssh -L ${port}:localhost:${port} ${address ?? 'THIS-MACHINE'}`
}
