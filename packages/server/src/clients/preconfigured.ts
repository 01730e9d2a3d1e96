/** The clients that are built in. Their ids stand in programs that are installed, so they never change. */
import type { Client } from './client.ts'

/** Hex's own clients: no more than Hex. */
const hex = {
  ...{ kind: 'public', redirectUris: [], preconfigured: true, ecosystem: 'hex' },
  scopes: ['api:read', 'api:write', 'repositories', 'repository'],
} as const satisfies Omit<Client, 'id' | 'name'>

export const preconfigured: readonly Client[] = [
  { id: '78ea6566-89fd-481e-a1d6-7d9d78eacca8', name: 'Hex CLI', ...hex },
  { id: 'b9721cf5-be2f-4a65-bfa5-141698b4b9cf', name: 'rebar3', ...hex },
  {
    ...{ id: 'latchkey', name: 'latchkey', kind: 'public', preconfigured: true },
    redirectUris: ['http://127.0.0.1/callback', 'http://[::1]/callback'],
  },
]
