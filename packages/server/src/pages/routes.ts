/** Every page: where it is, whom it is for, and what answers. `gate.ts` checks what stands here before it opens. */

import { accountPage } from './account/account.ts'
import { confirmDeletingOwn, deleteOwn } from './account/delete.ts'
import { changesEmail, emailPage, sendLink, verify, verifyForm } from './account/email.ts'
import { confirmEnding, endLogins } from './account/end-logins.ts'
import { listLogins } from './account/logins.ts'
import {
  addPasskey,
  confirmRemovingPasskey,
  listPasskeys,
  newPasskey,
  removePasskey,
  renamePasskey,
} from './account/passkeys/index.ts'
import { changePassword, passwordForm } from './account/password.ts'
import { reset, resetForm } from './account/reset.ts'
import {
  confirm,
  confirmRemoving as confirmRemovingSecondFactor,
  enrol,
  removeSecondFactor,
  renewRecoveryCodes,
  secondFactorPage,
} from './account/second-factor/index.ts'
import { endOtherSessions, endSession, listSessions } from './account/sessions.ts'
import { stepUp, stepUpPage } from './account/step-up.ts'
import { administrationRoutes } from './administration/routes.ts'
import { answerAuthorize, answeredAt, authorizePage } from './authorize/authorize.ts'
import { needsProof } from './consent/consent-fields.ts'
import { answerDevice, compareDevice } from './device/compare.ts'
import { enterCode, enterCodeForm } from './device/enter-code.ts'
import { exportOrganizationEvents, exportOwnEvents } from './events/export-events.ts'
import { organizationEvents, ownEvents } from './events/list-events.ts'
import { ofOrganization, ofPerson } from './keys/holder.ts'
import { keyPage, renameKey, rotateKey } from './keys/key-page.ts'
import { keyUsage } from './keys/key-usage.ts'
import { listKeys } from './keys/list-keys.ts'
import { makeKey, makesWritingKey, newKey } from './keys/make-key.ts'
import { confirmRevoking, revokeKeys } from './keys/revoke-keys.ts'
import { tightenForm, tightenKey } from './keys/tighten-key.ts'
import { setLanguage } from './language/set-language.ts'
import { createOrganization, newOrganization } from './organizations/create-organization.ts'
import { createRepository, makesPublic, newRepository } from './organizations/create-repository.ts'
import { invitationsPage, sendInvitationAgain, withdrawInvitation } from './organizations/invitations.ts'
import { invite } from './organizations/invite.ts'
import { membersPage, setRole } from './organizations/members.ts'
import { organizationPage } from './organizations/organization.ts'
import { policyPage, setPolicy } from './organizations/policy.ts'
import { confirmRemoving, removeMember } from './organizations/remove-member.ts'
import { repositoryPage, setVisibility } from './organizations/repository.ts'
import { releaseName, reserveName } from './organizations/repository-names.ts'
import { confirmDeleting, deleteFiles, restoreVersion, yankVersion } from './packages/change-version.ts'
import { addMaintainer } from './packages/maintainers.ts'
import { packagePage } from './packages/package.ts'
import { reachPage } from './packages/reach.ts'
import { confirmRemovingMaintainer, removeMaintainer } from './packages/remove-maintainer.ts'
import type { OrganizationPermission, PackagePermission } from './permission.ts'
import { get, post, type Route } from './route.ts'
import { forgot, forgotForm } from './start/forgot.ts'
import { home } from './start/home.ts'
import { acceptByJoining, acceptByRegistering, invitationPage } from './start/invitation.ts'
import {
  firstUpload,
  goOn,
  keyStep,
  makeFirstKey,
  makeOrganization,
  makeRepository,
  organizationStep,
  repositoryStep,
  setUp,
  setUpForm,
} from './start/set-up/index.ts'
import { signIn, signInForm, signInWithPasskey, signOut } from './start/sign-in.ts'
import { codeForm, signInWithCode } from './start/sign-in-code.ts'
import { tokenPage } from './tokens/token-page.ts'

const describe = { action: 'describe' } as const satisfies OrganizationPermission
const keys = { action: 'administer', administers: 'keys' } as const satisfies OrganizationPermission
const people = { action: 'administer', administers: 'people' } as const satisfies OrganizationPermission
const settings = { action: 'administer', administers: 'settings' } as const satisfies OrganizationPermission

const ofPackage = (action: PackagePermission['action']) => ({ action, of: 'package' }) as const

/** One organization; below it everything that is its. */
const one = '/organizations/:organization'
const repository = `${one}/repositories/:ecosystem`
const pack = `${repository}/packages/:package`
const release = `${pack}/versions/:version`

export const routes: readonly Route[] = [
  get('/', 'anyone', home),
  post('/language', 'anyone', setLanguage),
  get('/token', 'anyone', tokenPage),

  get('/set-up', 'account', goOn),
  get('/set-up/organization', 'administrator', organizationStep),
  post('/set-up/organization', 'administrator', makeOrganization),
  get(`${one}/set-up`, settings, repositoryStep),
  post(`${one}/set-up`, settings, makeRepository, { stepUp: makesPublic }),
  get(`${repository}/set-up`, describe, keyStep),
  post(`${repository}/set-up`, describe, makeFirstKey, { stepUp: true }),
  get(`${repository}/first-upload`, describe, firstUpload),
  get('/set-up/:secret', 'anyone', setUpForm),
  post('/set-up/:secret', 'anyone', setUp),
  get('/invitations/:secret', 'anyone', invitationPage),
  post('/invitations/:secret', 'anyone', acceptByRegistering),
  post('/invitations/:secret/join', 'account', acceptByJoining),
  get('/login', 'anyone', signInForm),
  post('/login', 'anyone', signIn),
  post('/login/passkey', 'anyone', signInWithPasskey),
  get('/login/code', 'password', codeForm),
  post('/login/code', 'password', signInWithCode),
  post('/logout', 'password', signOut),

  get('/forgot', 'anyone', forgotForm),
  post('/forgot', 'anyone', forgot),
  get('/reset/:secret', 'anyone', resetForm),
  post('/reset/:secret', 'anyone', reset),

  get('/device', 'account', enterCodeForm),
  post('/device', 'account', enterCode),
  get('/device/:code', 'account', compareDevice),
  post('/device/:code/answer', 'account', answerDevice, { stepUp: needsProof }),
  get('/oauth/authorize', 'anyone', authorizePage),
  post('/oauth/authorize', 'account', answerAuthorize, { stepUp: needsProof, leadsTo: answeredAt }),

  get('/account', 'account', accountPage),
  get('/account/email', 'account', emailPage),
  post('/account/email', 'account', sendLink, { stepUp: changesEmail }),
  get('/account/email/:secret', 'account', verifyForm),
  post('/account/email/:secret', 'account', verify),
  get('/account/password', 'account', passwordForm),
  post('/account/password', 'account', changePassword),
  get('/account/delete', 'account', confirmDeletingOwn),
  post('/account/delete', 'account', deleteOwn, { stepUp: true }),
  get('/account/sessions', 'account', listSessions),
  post('/account/sessions/end', 'account', endOtherSessions),
  post('/account/sessions/:session/end', 'account', endSession),
  get('/account/logins', 'account', listLogins),
  get('/account/logins/end', 'account', confirmEnding),
  post('/account/logins/end', 'account', endLogins),
  get('/account/logins/:login/step-up', 'account', stepUpPage),
  post('/account/logins/:login/step-up', 'account', stepUp),
  get('/account/keys/:key/step-up', 'account', stepUpPage),
  post('/account/keys/:key/step-up', 'account', stepUp),
  get('/account/second-factor', 'account', secondFactorPage),
  post('/account/second-factor/new', 'account', enrol, { stepUp: true }),
  post('/account/second-factor/confirm', 'account', confirm, { stepUp: true }),
  post('/account/second-factor/recovery-codes', 'account', renewRecoveryCodes, { stepUp: true }),
  get('/account/second-factor/remove', 'account', confirmRemovingSecondFactor),
  post('/account/second-factor/remove', 'account', removeSecondFactor, { stepUp: true }),
  get('/account/passkeys', 'account', listPasskeys),
  post('/account/passkeys/new', 'account', newPasskey, { stepUp: true }),
  post('/account/passkeys/add', 'account', addPasskey, { stepUp: true }),
  post('/account/passkeys/:passkey/rename', 'account', renamePasskey),
  get('/account/passkeys/:passkey/remove', 'account', confirmRemovingPasskey),
  post('/account/passkeys/:passkey/remove', 'account', removePasskey, { stepUp: true }),
  get('/account/keys', 'account', listKeys(ofPerson)),
  get('/account/keys/new', 'account', newKey(ofPerson)),
  post('/account/keys/new', 'account', makeKey(ofPerson), { stepUp: makesWritingKey }),
  get('/account/keys/revoke', 'account', confirmRevoking(ofPerson)),
  post('/account/keys/revoke', 'account', revokeKeys(ofPerson)),
  get('/account/keys/:key', 'account', keyPage(ofPerson)),
  get('/account/keys/:key/usage', 'account', keyUsage(ofPerson)),
  post('/account/keys/:key/rename', 'account', renameKey(ofPerson)),
  post('/account/keys/:key/rotate', 'account', rotateKey(ofPerson), { stepUp: true }),
  get('/account/keys/:key/tighten', 'account', tightenForm(ofPerson)),
  post('/account/keys/:key/tighten', 'account', tightenKey(ofPerson)),
  get('/account/keys/:key/revoke', 'account', confirmRevoking(ofPerson)),
  post('/account/keys/:key/revoke', 'account', revokeKeys(ofPerson)),
  get('/account/events', 'account', ownEvents),
  get('/account/events/export', 'account', exportOwnEvents),

  get('/organizations/new', 'administrator', newOrganization),
  post('/organizations/new', 'administrator', createOrganization),
  get(one, describe, organizationPage),
  get(`${one}/events`, settings, organizationEvents),
  get(`${one}/events/export`, settings, exportOrganizationEvents),

  get(`${one}/policy`, describe, policyPage),
  post(`${one}/policy`, settings, setPolicy, { stepUp: true }),

  get(`${one}/repositories/new`, settings, newRepository),
  post(`${one}/repositories/new`, settings, createRepository, { stepUp: makesPublic }),
  get(`${one}/repositories/:ecosystem`, describe, repositoryPage),
  post(`${one}/repositories/:ecosystem`, settings, setVisibility, { stepUp: makesPublic }),
  post(`${one}/repositories/:ecosystem/names`, settings, reserveName),
  post(`${one}/repositories/:ecosystem/names/release`, settings, releaseName, { stepUp: true }),
  get(pack, ofPackage('describe'), packagePage),
  get(`${pack}/reach`, ofPackage('maintain'), reachPage),
  post(`${pack}/maintainers`, ofPackage('maintain'), addMaintainer, { stepUp: true }),
  get(`${pack}/maintainers/:username/remove`, ofPackage('maintain'), confirmRemovingMaintainer),
  post(`${pack}/maintainers/:username/remove`, ofPackage('maintain'), removeMaintainer),
  get(`${pack}/maintainers/keys/:key/remove`, ofPackage('maintain'), confirmRemovingMaintainer),
  post(`${pack}/maintainers/keys/:key/remove`, ofPackage('maintain'), removeMaintainer),
  post(`${release}/yank`, ofPackage('retire'), yankVersion),
  post(`${release}/unyank`, ofPackage('retire'), restoreVersion),
  get(`${release}/delete`, ofPackage('delete'), confirmDeleting),
  post(`${release}/delete`, ofPackage('delete'), deleteFiles, { stepUp: true }),
  get(`${release}/files/:file/delete`, ofPackage('delete'), confirmDeleting),
  post(`${release}/files/:file/delete`, ofPackage('delete'), deleteFiles, { stepUp: true }),

  get(`${one}/members`, describe, membersPage),
  post(`${one}/members/:username`, people, setRole, { stepUp: true }),
  get(`${one}/members/:username/remove`, people, confirmRemoving),
  post(`${one}/members/:username/remove`, people, removeMember, { stepUp: true }),
  get(`${one}/invitations`, people, invitationsPage),
  post(`${one}/invitations`, people, invite, { stepUp: true }),
  post(`${one}/invitations/:invitation/send`, people, sendInvitationAgain, { stepUp: true }),
  post(`${one}/invitations/:invitation/withdraw`, people, withdrawInvitation),

  get(`${one}/keys`, keys, listKeys(ofOrganization)),
  get(`${one}/keys/new`, keys, newKey(ofOrganization)),
  post(`${one}/keys/new`, keys, makeKey(ofOrganization), { stepUp: makesWritingKey }),
  get(`${one}/keys/revoke`, keys, confirmRevoking(ofOrganization)),
  post(`${one}/keys/revoke`, keys, revokeKeys(ofOrganization)),
  get(`${one}/keys/:key`, keys, keyPage(ofOrganization)),
  get(`${one}/keys/:key/usage`, keys, keyUsage(ofOrganization)),
  post(`${one}/keys/:key/rename`, keys, renameKey(ofOrganization)),
  post(`${one}/keys/:key/rotate`, keys, rotateKey(ofOrganization), { stepUp: true }),
  get(`${one}/keys/:key/tighten`, keys, tightenForm(ofOrganization)),
  post(`${one}/keys/:key/tighten`, keys, tightenKey(ofOrganization)),
  get(`${one}/keys/:key/revoke`, keys, confirmRevoking(ofOrganization)),
  post(`${one}/keys/:key/revoke`, keys, revokeKeys(ofOrganization)),

  ...administrationRoutes,
]
