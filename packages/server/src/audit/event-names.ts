/** Everything that is written down. Append only: what an event was called, it is called for ever. */

/** Each with the sentence that tells people what happened. */
export const eventNames = {
  'account.created': 'An account was made.',
  'account.signed_in': 'A browser was signed in, with the password.',
  'account.sign_in_refused': 'Somebody was not let in.',
  'account.password_confirmed': 'The password was given once more.',
  'account.signed_out': 'A browser was signed out.',
  'account.signed_out_everywhere': 'Every browser was signed out.',
  'account.signed_out_elsewhere': 'Every other browser was signed out.',
  'account.password_changed': 'Somebody changed their own password.',
  'account.reset_link_made': 'The link for setting a new password was made.',
  'account.password_reset': 'A new password was set through a link.',
  'account.password_link_sent': 'A link for setting a new password was sent by mail.',
  'account.email_asked': 'A link was sent to an e-mail address, to see whose it is.',
  'account.email_verified': 'Somebody showed that an e-mail address is theirs.',
  'account.email_changed': 'An account got another e-mail address.',
  'account.language_chosen': 'The language of the mail to an account was set.',
  'account.disabled': 'An account was disabled.',
  'account.enabled': 'An account was enabled again.',
  'account.deleted': 'An account was deleted.',
  'account.administrator_granted': 'An account was let run the server.',
  'account.administrator_withdrawn': 'An account was no longer let run the server.',

  'account.second_factor_link_made':
    'The link for setting a new password and taking the second factor away was made.',
  'account.second_factor_given': 'The code of the second factor was given in a browser.',
  'account.signed_in_by_passkey': 'A browser was signed in, with a passkey.',
  'account.passkey_given': 'A passkey was used in a browser that was signed in.',
  'passkey.added': 'A passkey was added to an account.',
  'passkey.renamed': 'A passkey got another name.',
  'passkey.removed': 'A passkey was removed from an account.',
  'passkey.copied': 'A passkey was refused: its counter went back, so a copy of it may be about.',
  'second_factor.begun': 'Adding a second factor was begun.',
  'second_factor.added': 'An account got a second factor.',
  'second_factor.removed': 'An account lost its second factor.',
  'second_factor.app_removed': 'An account lost its authenticator app; its passkeys stay.',
  'second_factor.recovery_codes_renewed': 'The recovery codes of an account were made anew.',
  'second_factor.recovery_code_used': 'A recovery code was used up.',
  'second_factor.guessed': 'Five wrong codes were given for one account.',
  'second_factor.window_opened': 'A code or a passkey was given for a login or a key.',

  'organization.created': 'An organization was made.',
  'organization.renamed': 'An organization got another display name.',
  'organization.quota_changed': 'How much an organization may publish was changed.',
  'organization.policy_changed': 'What an organization asks of its people and their keys was changed.',

  'invitation.made': 'Somebody was invited.',
  'invitation.set_up_made': 'The link for the first administrator was made.',
  'invitation.accepted': 'An invitation was accepted.',
  'invitation.sent_again': 'An invitation was sent once more.',
  'invitation.withdrawn': 'An invitation was withdrawn.',

  'member.added': 'Somebody became a member.',
  'member.role_changed': 'A member got another role.',
  'member.removed': 'A member was removed.',

  'repository.created': 'A repository was made.',
  'repository.visibility_changed': 'Who may read a repository was changed.',
  'repository.names_reserved': 'Names were reserved for a repository.',
  'repository.names_released': 'Names that were reserved for a repository were given up.',

  'package.created': 'A package was published for the first time.',
  'file.published': 'A file was published.',
  'file.deleted': 'Files were deleted for good.',
  'version.retired': 'A version was yanked.',
  'version.restored': 'A yanked version was restored.',
  'documentation.published': 'The documentation of a version was published.',
  'documentation.deleted': 'The documentation of a version was deleted.',
  'maintainer.added': 'Somebody may publish and yank one package.',
  'maintainer.removed': 'Somebody may no longer publish and yank one package for being its maintainer.',

  'key.created': 'A key was made.',
  'key.renamed': 'A key got another name.',
  'key.tightened': 'A key was tightened.',
  'key.rotated': 'A key was rotated: another took its place.',
  'key.revoked': 'A key was revoked.',
  'key.burned': 'Somebody who held a key’s text revoked it.',
  'token.burned': 'Somebody who held a token killed it; its key lives on.',

  'login.created': 'A client was let into an account.',
  'login.ended': 'A login was ended.',
  'login.burned': 'Somebody who held a token of a login ended it.',
  'login.stolen': 'A login was ended: a refresh token of it was used twice, so a copy was about.',
  'login.token_burned': 'Somebody who held a token made from a login killed it; the login lives on.',

  'client.created': 'A client was made.',
  'client.removed': 'A client was removed, and its logins ended.',

  'master_key.added': 'A master key was added.',
  'master_key.activated': 'New tokens are made with another master key.',
  'master_key.withdrawn': 'A master key was withdrawn, and with it all that was made from it.',

  'authorization.approved': 'A client was let in.',
  'authorization.denied': 'A client was not let in.',
  'authorization.client_refused': 'A code was sent by another client than it was made for.',
  'authorization.code_replayed': 'A code that was used up was sent once more.',

  'audit.exported': 'Events were exported.',

  'server.restored': 'The server was restored from a backup.',
  'server.files_folder_adopted': 'The published files are in another folder.',

  'token.refused': 'A token of ours was refused.',
  'request.refused': 'Somebody unknown was refused.',
} as const

export type EventName = keyof typeof eventNames

export function isEventName(text: string): text is EventName {
  return Object.hasOwn(eventNames, text)
}
