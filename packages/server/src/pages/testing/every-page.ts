/** Every page that there is to be seen in a furnished house, by whom, and what has to be sent to see it. */
import type { Furnished } from './furnish.ts'
import { widget } from './furnish.ts'

export interface PageToSee {
  /** For a file: `keys-new`. */
  readonly name: string
  readonly as: As
  readonly path: string
  /** What is sent from there, one after the other, for a page that only forms lead to. Made anew for each look at it. */
  readonly forms?: () => Promise<readonly FormToSend[]>
  /** Whether more than ten minutes pass before the last of them. */
  readonly stale?: true
}

/** `password`: who has a second factor and gave the password alone; `code`: the same person, signed in. */
export type As =
  | 'nobody'
  | 'owner'
  | 'admin-of-acme'
  | 'read'
  | 'ada'
  | 'grace'
  | 'barbara'
  | 'hedy'
  | 'linus'
  | 'marie'
  | 'vera'
  | 'password'
  | 'code'

export interface FormToSend {
  readonly action: string
  readonly fields: Fields
}

type Fields = Readonly<Record<string, string>>

const acme = '/organizations/acme'
/** First published with a key of the organization. */
const nightly = `${acme}/repositories/pypi/packages/nightly`
/** In which nothing is published yet. */
const northwind = '/organizations/northwind/repositories/pypi'
const approving: Fields = { do: 'approve', may: 'api:read' }
const keyFields: Fields = {
  ...{ name: 'docs build', rows: '2', expiry: '90', networks: '10.0.0.0/8' },
  ...{ 'may-1': 'read', 'where-1': 'pypi:acme', 'package-1': '' },
  ...{ 'may-2': 'read', 'where-2': '*:acme', 'package-2': '' },
}

export function everyPage({
  invitation,
  reset,
  verification,
  newUserCode,
  newCode,
  passkey,
  keys,
  login,
  logins,
  client,
}: Furnished): readonly PageToSee[] {
  /** A code of its own, entered and perhaps answered. */
  const device = (name: string, answers: readonly Fields[] = []): Omit<PageToSee, 'as'> => ({
    ...{ name, path: '/device' },
    forms: async () => {
      const code = await newUserCode()
      const answered = answers.map(fields => ({ action: `/device/${code}/answer`, fields }))
      return [{ action: '/device', fields: { user_code: code } }, ...answered]
    },
  })
  const authorize = new URLSearchParams({
    ...{ response_type: 'code', client_id: 'latchkey', redirect_uri: 'http://127.0.0.1:54321/callback' },
    ...{ scope: 'api repositories', state: 'x' },
    ...{ code_challenge: 'a'.repeat(43), code_challenge_method: 'S256' },
  })
  const pages: Readonly<Record<As, readonly Omit<PageToSee, 'as'>[]>> = {
    nobody: [
      { name: 'welcome', path: '/' },
      { name: 'sign-in', path: '/login' },
      sent('sign-in-wrong', '/login', { username: 'owner', password: 'not this one' }),
      { name: 'invitation', path: `/invitations/${invitation.expose()}` },
      sent('invitation-wrong', `/invitations/${invitation.expose()}`, { username: 'A B', password: 'short' }),
      { name: 'forgot', path: '/forgot' },
      sent('forgot-wrong', '/forgot', { whose: '' }),
      { name: 'forgot-sent', path: '/forgot?sent=yes' },
      { name: 'reset', path: `/reset/${reset.expose()}` },
      { name: 'token', path: '/token' },
      { name: 'not-found', path: '/nothing/here' },
    ],
    owner: [
      { name: 'home', path: '/' },
      { name: 'keys', path: '/account/keys' },
      { name: 'keys-all', path: '/account/keys?show=all&by=expiry' },
      { name: 'keys-none-such', path: '/account/keys?find=nothing' },
      { name: 'keys-new', path: '/account/keys/new' },
      sent('keys-new-wrong', '/account/keys/new', {
        ...{ rows: '1', do: 'make', 'where-1': 'pypi:acme', 'package-1': 'widget-*' },
        ...{ networks: 'here', expiry: 'date' },
      }),
      sent('keys-new-in-words', '/account/keys/new', { ...keyFields, do: 'check' }),
      sent('keys-new-wide', '/account/keys/new', {
        ...{ name: 'everything', rows: '2', expiry: 'never', do: 'words' },
        ...{ 'may-1': 'read', 'where-1': '*', 'may-2': 'publish', 'where-2': 'pypi:acme' },
      }),
      sent('key-made', '/account/keys/new', { ...keyFields, do: 'make' }),
      { name: 'key', path: `/account/keys/${keys.release}` },
      { name: 'key-usage', path: `/account/keys/${keys.release}/usage` },
      { name: 'key-rotated', path: `/account/keys/${keys.rotated}` },
      { name: 'key-tighten', path: `/account/keys/${keys.release}/tighten` },
      sent('key-tighten-wrong', `/account/keys/${keys.release}/tighten`, { date: '2025-12-31', rows: '1' }),
      { name: 'key-revoke', path: `/account/keys/${keys.laptop}/revoke` },
      sent('key-revoke-wrong', `/account/keys/${keys.laptop}/revoke`, { confirm: 'another' }),
      { name: 'keys-revoke', path: `/account/keys/revoke?key=${keys.laptop}&key=${keys.release}` },
      { name: 'sessions', path: '/account/sessions' },
      { name: 'logins', path: '/account/logins' },
      { name: 'logins-end', path: `/account/logins/end?login=${logins[0]}` },
      { name: 'logins-end-two', path: `/account/logins/end?login=${logins[0]}&login=${logins[1]}` },
      { name: 'logins-end-all', path: '/account/logins/end?all=yes' },
      { name: 'account-events', path: '/account/events' },
      { name: 'account', path: '/account' },
      { name: 'account-password', path: '/account/password' },
      sent('account-password-wrong', '/account/password', { current_password: 'x', password: 'y' }),
      { name: 'account-delete', path: '/account/delete' },
      sent('account-delete-wrong', '/account/delete', { confirm: 'Owner' }),
      { name: 'account-email', path: '/account/email' },
      sent('account-email-wrong', '/account/email', { email: 'nowhere' }),
      { name: 'second-factor-none', path: '/account/second-factor' },
      { name: 'passkeys-none', path: '/account/passkeys' },
      sent('second-factor-new', '/account/second-factor', {}, '/account/second-factor/new'),
      { name: 'device', path: '/device' },
      { name: 'device-linked', path: '/device?user_code=WDJB-MJHT' },
      sent('device-wrong', '/device', { user_code: 'BBBB-BBBB' }),
      device('device-compare'),
      device('device-nothing-ticked-wrong', [{ do: 'approve' }]),
      device('device-approved', [approving]),
      device('device-denied', [{ do: 'deny' }]),
      device('device-used', [approving, { do: 'deny' }]),
      { name: 'authorize', path: `/oauth/authorize?${authorize}` },
      { name: 'authorize-wrong', path: '/oauth/authorize?client_id=nobody' },
      { name: 'organization', path: acme },
      { name: 'policy', path: `${acme}/policy` },
      sent('policy-change', `${acme}/policy`, {
        longest_key_days: '30',
        key_exchange: 'refuse',
        key_makers: 'owner',
      }),
      { name: 'members', path: `${acme}/members` },
      { name: 'member-remove', path: `${acme}/members/read/remove` },
      { name: 'invitations', path: `${acme}/invitations` },
      sent('invite', `${acme}/invitations`, { role: 'write' }),
      sent('invite-wrong', `${acme}/invitations`, {
        role: 'write',
        email: 'grace@example.com',
        how: 'mail',
      }),
      { name: 'organization-keys', path: `${acme}/keys` },
      { name: 'organization-keys-new', path: `${acme}/keys/new` },
      { name: 'organization-key', path: `${acme}/keys/${keys.ci}` },
      { name: 'organization-events', path: `${acme}/events` },
      { name: 'organization-events-narrowed', path: `${acme}/events?what=file.published&from=2026-01-02` },
      { name: 'organization-events-none', path: `${acme}/events?who=nobody&address=192.0.2.99` },
      { name: 'repository-new', path: `${acme}/repositories/new` },
      { name: 'repository', path: `${acme}/repositories/pypi` },
      { name: 'repository-found', path: `${acme}/repositories/pypi?find=Widget` },
      { name: 'repository-none-such', path: `${acme}/repositories/pypi?find=nothing` },
      sent(
        'repository-name-wrong',
        `${acme}/repositories/pypi`,
        { name: 'a b' },
        `${acme}/repositories/pypi/names`,
      ),
      { name: 'repository-empty', path: '/organizations/northwind/repositories/pypi' },
      { name: 'first-upload-received', path: `${acme}/repositories/pypi/first-upload` },
      { name: 'package', path: `${widget}?done=yanked` },
      { name: 'maintainer-remove', path: `${widget}/maintainers/write/remove` },
      { name: 'package-of-a-key', path: nightly },
      { name: 'maintainer-key-remove', path: `${nightly}/maintainers/keys/${keys.ci}/remove` },
      sent('maintainer-add-wrong', widget, { username: 'nobody-here' }, `${widget}/maintainers`),
      { name: 'reach-people', path: `${widget}/reach` },
      { name: 'reach-keys', path: `${widget}/reach?of=keys` },
      { name: 'reach-organization-keys', path: `${widget}/reach?of=organization-keys` },
      { name: 'reach-logins', path: `${widget}/reach?of=logins` },
      { name: 'version-delete', path: `${widget}/versions/1.0/delete` },
      { name: 'file-delete', path: `${widget}/versions/1.0/files/widget-1.0.tar.gz/delete` },
      // Last: who has waited so long is asked again who they are before they change anything.
      { ...device('device-expired', [approving]), stale: true },
    ],
    read: [
      { name: 'organization-read', path: acme },
      { name: 'policy-read', path: `${acme}/policy` },
      { name: 'forbidden', path: `${acme}/keys` },
    ],
    barbara: [{ name: 'second-factor-required', path: '/' }],
    grace: [
      { name: 'home-empty', path: '/' },
      {
        ...{ name: 'device-too-many', path: '/device' },
        forms: async () => Array(6).fill({ action: '/device', fields: { user_code: 'BBBB-BBBB' } }),
      },
    ],
    hedy: [
      { name: 'home-administrator', path: '/' },
      { name: 'set-up-organization', path: '/set-up/organization' },
      sent('set-up-organization-wrong', '/set-up/organization', { name: 'Not A Name' }),
    ],
    vera: [
      { name: 'account-unverified', path: '/account?done=language' },
      { name: 'account-email-unverified', path: '/account/email' },
      { name: 'account-email-verify', path: verification },
      { name: 'account-email-used', path: '/account/email/unknown' },
    ],
    linus: [
      { name: 'home-set-up', path: '/' },
      { name: 'set-up-repository', path: '/organizations/initech/set-up' },
      sent('set-up-repository-wrong', '/organizations/initech/set-up', { ecosystem: '' }),
    ],
    ada: [
      { name: 'keys-empty', path: '/account/keys' },
      { name: 'set-up-key', path: `${northwind}/set-up` },
      sent('set-up-key-wrong', `${northwind}/set-up`, { name: 'Not A Name', package: 'A B' }),
      sent('set-up-key-made', `${northwind}/set-up`, { name: 'docs build', package: '' }),
      { name: 'first-upload', path: `${northwind}/first-upload` },
      { name: 'logins-empty', path: '/account/logins' },
      { name: 'organization-new', path: '/organizations/new' },
      sent('organization-new-wrong', '/organizations/new', { name: 'Not A Name' }),
      { name: 'admin', path: '/admin' },
      { name: 'admin-accounts', path: '/admin/accounts' },
      { name: 'admin-accounts-none', path: '/admin/accounts?begins=nobody-at-all' },
      { name: 'admin-account-new', path: '/admin/accounts/new' },
      sent('admin-account-invited', '/admin/accounts/new', { administrator: 'yes' }),
      { name: 'admin-account', path: '/admin/accounts/write' },
      { name: 'admin-account-disabled', path: '/admin/accounts/heinrich' },
      { name: 'admin-account-delete', path: '/admin/accounts/jean/delete' },
      sent('admin-account-delete-wrong', '/admin/accounts/jean/delete', { confirm: 'Jean' }),
      sent('admin-account-reset', '/admin/accounts/jean', {}, '/admin/accounts/jean/reset'),
      { name: 'admin-organizations', path: '/admin/organizations' },
      { name: 'admin-organization', path: '/admin/organizations/acme' },
      sent(
        'admin-organization-wrong',
        '/admin/organizations/acme',
        { storage: 'much', file: '' },
        '/admin/organizations/acme/quota',
      ),
      { name: 'admin-clients', path: '/admin/clients' },
      { name: 'admin-client-new', path: '/admin/clients/new' },
      sent('admin-client-new-wrong', '/admin/clients/new', {
        name: 'Mirror',
        redirect_uris: 'http://evil.example/',
      }),
      sent('admin-client-made', '/admin/clients/new', { name: 'Package mirror', confidential: 'yes' }),
      { name: 'admin-client-remove', path: `/admin/clients/${client}/remove` },
      { name: 'admin-settings', path: '/admin/settings' },
      { name: 'admin-events', path: '/admin/events?of=acme' },
    ],
    password: [
      { name: 'sign-in-code', path: '/login/code' },
      sent('sign-in-code-wrong', '/login/code', { code: '000000' }),
    ],
    marie: [{ name: 'sign-in-passkey', path: '/login/code' }],
    code: [
      { name: 'second-factor', path: '/account/second-factor' },
      sent('recovery-codes', '/account/second-factor', {}, '/account/second-factor/recovery-codes'),
      { name: 'second-factor-remove', path: '/account/second-factor/remove' },
      { name: 'passkeys', path: '/account/passkeys' },
      sent('passkey-rename-wrong', '/account/passkeys', {}, `/account/passkeys/${passkey}/rename`),
      sent('passkey-new', '/account/passkeys', {}, '/account/passkeys/new'),
      { name: 'passkey-remove', path: `/account/passkeys/${passkey}/remove` },
      device('device-compare-code'),
      device('device-code-wrong', [{ ...approving, may: 'api:write', code: '000000' }]),
      { name: 'step-up', path: `/account/logins/${login}/step-up` },
      {
        ...{ name: 'step-up-open', path: `/account/logins/${login}/step-up` },
        forms: async () => [{ action: `/account/logins/${login}/step-up`, fields: { code: newCode() } }],
      },
    ],
    'admin-of-acme': [
      {
        ...sent('still-you', `${acme}/keys/new`, {
          ...keyFields,
          'may-1': 'publish',
          role: 'write',
          do: 'make',
        }),
        stale: true,
      },
    ],
  }
  return Object.entries(pages).flatMap(([as, theirs]) => theirs.map(each => ({ ...each, as: as as As })))
}

/** Whose account that is. */
export function usernameOf(as: Exclude<As, 'nobody'>): string {
  return as === 'password' || as === 'code' ? 'write' : as
}

function sent(name: string, path: string, fields: Fields, action = path): Omit<PageToSee, 'as'> {
  return { name, path, forms: async () => [{ action, fields }] }
}
