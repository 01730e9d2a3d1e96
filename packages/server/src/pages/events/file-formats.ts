/** What events are written as where they leave: a line for each, under the same names in every format. */
import type { EventRecord, Named } from '../../audit/index.ts'

export interface WrittenAs {
  readonly type: string
  readonly extension: string
  /** Before the first event. */
  readonly head: string
  readonly line: (event: EventRecord) => string
}

const columns = [
  ...['id', 'at', 'what', 'actor_kind', 'actor_id', 'actor_name'],
  ...['credential_kind', 'credential_id', 'credential_name', 'address', 'client'],
  ...['subject_kind', 'subject_id', 'subject_name', 'organization', 'details'],
]

export const formats = {
  csv: {
    type: 'text/csv',
    extension: 'csv',
    head: `${columns.join(',')}\r\n`,
    line: event => `${cellsOf(event).map(cell).join(',')}\r\n`,
  },
  jsonl: {
    type: 'application/jsonl',
    extension: 'jsonl',
    head: '',
    line: event => `${JSON.stringify(asObject(event))}\n`,
  },
} as const satisfies Readonly<Record<string, WrittenAs>>

export function isFormat(name: string): name is keyof typeof formats {
  return Object.hasOwn(formats, name)
}

function cellsOf(event: EventRecord): readonly (string | undefined)[] {
  const { id, at, what, actor, credential, address, client, subject, organization, details } = event
  const named = (each: Named | undefined) => [each?.kind, each?.id, each?.name]
  return [
    ...[id, new Date(at).toISOString(), what, ...named(actor), ...named(credential), address, client],
    ...[...named(subject), organization?.name, JSON.stringify(details)],
  ]
}

/**
 * RFC 4180. A spreadsheet runs what begins like a formula (https://owasp.org/www-community/attacks/CSV_Injection), and clients
 * say of themselves what they like: an apostrophe makes text of it. One in German parts cells by semicolons, whatever stands
 * in quotes within a line, so what follows these begins a cell too.
 */
function cell(value = ''): string {
  const within = value.replace(/[;\t\r\n]["\s]*(?=[=+\-@＝＋－＠])/gu, "$&'")
  const text = /^[=+\-@\t\r\n＝＋－＠]/u.test(within) ? `'${within}` : within
  return /[",\r\n]/.test(text) || text !== value ? `"${text.replaceAll('"', '""')}"` : text
}

function asObject(event: EventRecord) {
  const { id, at, what, actor, credential, address, client, subject, organization, details } = event
  return {
    ...{ id, at: new Date(at).toISOString(), what, actor, credential: credential ?? null },
    ...{ address: address ?? null, client: client ?? null, subject: subject ?? null },
    ...{ organization: organization?.name ?? null, details },
  }
}
