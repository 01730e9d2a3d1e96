/** Every page of administration. What changes something asks whether it is still them. */
import { get, post, type Route } from '../route.ts'
import {
  accountPage,
  addClient,
  changeAdministrator,
  confirmDeletingAccount,
  confirmRemovingClient,
  deleteAccount,
  disableAccount,
  enableAccount,
  exportEverything,
  inviteAccount,
  listAccounts,
  listClients,
  listEverything,
  listOrganizations,
  makeOwner,
  newAccount,
  newClient,
  organizationPage,
  overviewPage,
  removeClient,
  resetAccount,
  setQuota,
  settingsPage,
  signOutAccount,
} from './index.ts'

const account = '/admin/accounts/:username'
const organization = '/admin/organizations/:organization'
const stepUp = { stepUp: true } as const

export const administrationRoutes: readonly Route[] = [
  get('/admin', 'administrator', overviewPage),

  get('/admin/accounts', 'administrator', listAccounts),
  get('/admin/accounts/new', 'administrator', newAccount),
  post('/admin/accounts/new', 'administrator', inviteAccount, stepUp),
  get(account, 'administrator', accountPage),
  post(`${account}/reset`, 'administrator', resetAccount, stepUp),
  post(`${account}/sign-out`, 'administrator', signOutAccount, stepUp),
  post(`${account}/administrator`, 'administrator', changeAdministrator, stepUp),
  post(`${account}/disable`, 'administrator', disableAccount, stepUp),
  post(`${account}/enable`, 'administrator', enableAccount, stepUp),
  get(`${account}/delete`, 'administrator', confirmDeletingAccount),
  post(`${account}/delete`, 'administrator', deleteAccount, stepUp),

  get('/admin/organizations', 'administrator', listOrganizations),
  get(organization, 'administrator', organizationPage),
  post(`${organization}/owners`, 'administrator', makeOwner, stepUp),
  post(`${organization}/quota`, 'administrator', setQuota, stepUp),

  get('/admin/clients', 'administrator', listClients),
  get('/admin/clients/new', 'administrator', newClient),
  post('/admin/clients/new', 'administrator', addClient, stepUp),
  get('/admin/clients/:client/remove', 'administrator', confirmRemovingClient),
  post('/admin/clients/:client/remove', 'administrator', removeClient, stepUp),

  get('/admin/settings', 'administrator', settingsPage),
  get('/admin/events', 'administrator', listEverything),
  get('/admin/events/export', 'administrator', exportEverything),
]
