/** Whether the registry serves what a client asks for: it says so itself. */
import type { Registry } from '@latchkey/client'
import { type Refusal, refuse, refused } from '@latchkey/tokens'
import type { ClientSetup } from './client-setup.ts'
import { clients } from './clients/index.ts'

/** A registry that cannot be asked, or does not say, is believed to serve it: files can be written without a network. */
export async function objectionOf(
  { api, endpoints }: Registry,
  client: ClientSetup,
): Promise<Refusal<'ecosystem_not_served'> | undefined> {
  const said = await endpoints()
  const served = refused(said) ? undefined : said.ecosystems
  if (served === undefined || served.includes(spokenBy(client))) return undefined
  const others = clients.filter(each => served.includes(spokenBy(each))).map(({ name }) => name)
  return refuse(
    'ecosystem_not_served',
    `${api.url.replace(/\/$/, '')} serves ${served.join(', ') || 'nothing yet'}, and nothing that ${client.name} asks for.`,
    others.length === 0
      ? 'Ask whoever runs it.'
      : `Set up a client of what it serves (${others.join(', ')}), or name another registry with --registry URL.`,
  )
}

function spokenBy({ ecosystem, protocol }: ClientSetup): string {
  return ecosystem ?? protocol
}
