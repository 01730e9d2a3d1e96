/** English, which every other language is held to. */

import { accountSections, logins, stepUp } from './account.ts'
import {
  administration,
  administrationAccount,
  administrationAccounts,
  administrationClients,
  administrationEvents,
  administrationInvite,
  administrationOrganizations,
  administrationOverview,
  administrationSettings,
} from './administration.ts'
import { caveats } from './caveats.ts'
import { clients } from './clients.ts'
import { eventDetails, eventSentences, events } from './events.ts'
import { keyForm, keyProblems } from './key-form.ts'
import { keyList } from './key-list.ts'
import { keyMade, keyPage, keys, keyUsage, revokeKeys, tightenKey } from './keys.ts'
import { consent, device, scopes } from './letting-in.ts'
import { invitations, members } from './members.ts'
import { createOrganization, createRepository, organization, repository } from './organizations.ts'
import { packages } from './packages.ts'
import { passkeys } from './passkeys.ts'
import { policy } from './policy.ts'
import { account, deleteOwn, forgot, ownEmail, ownPassword, reset } from './profile.ts'
import { reach } from './reach.ts'
import { repositoryNames } from './repository-names.ts'

import { secondFactor } from './second-factor.ts'
import { sessions } from './sessions.ts'
import { setUp } from './set-up.ts'
import { answers, codes, copying, failures, passwords, refusals, shell, stillYou, time } from './shell.ts'
import { home, register, signIn, welcome } from './start.ts'
import { inspector } from './tokens.ts'

export const english = {
  language: 'en',
  /** Of dates, times and numbers. */
  locale: 'en-GB',
  /** What the language calls itself. */
  name: 'English',
  ...{ shell, answers, failures, copying, time, passwords, codes, stillYou, refusals },
  ...{ welcome, home, signIn, register, setUp },
  ...{
    account,
    accountSections,
    deleteOwn,
    ownEmail,
    ownPassword,
    forgot,
    reset,
    sessions,
    logins,
    stepUp,
    secondFactor,
    passkeys,
    device,
    consent,
    scopes,
  },
  ...{ keys, keyList, keyUsage, keyPage, keyForm, keyProblems, keyMade, tightenKey, revokeKeys, caveats },
  ...{ organization, createOrganization, createRepository, repository, members, invitations, policy },
  ...{ packages, reach, repositoryNames, inspector, clients, events, eventSentences, eventDetails },
  ...{ administration, administrationOverview, administrationAccounts, administrationAccount },
  ...{ administrationInvite, administrationOrganizations, administrationClients, administrationSettings },
  ...{ administrationEvents },
}
