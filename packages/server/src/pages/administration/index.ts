/**
 * Running the server in a browser: what the commands on the machine do, for administrators who are signed in.
 *
 * 1. Every route here is for administrators, and everything that changes something asks whether it is still them.
 * 2. No token reaches any of it; a key of an administrator is a key like any other.
 * 3. What an organization holds is not shown: by running the server alone nobody reads or publishes.
 * 4. The last administrator stays one.
 */
export { accountPage } from './account.ts'
export { addClient, newClient } from './add-client.ts'
export {
  changeAdministrator,
  disableAccount,
  enableAccount,
  resetAccount,
  signOutAccount,
} from './change-account.ts'
export { confirmDeletingAccount, deleteAccount } from './delete-account.ts'
export { inviteAccount, newAccount } from './invite-account.ts'
export { listAccounts } from './list-accounts.ts'
export { listClients } from './list-clients.ts'
export { exportEverything, listEverything } from './list-events.ts'
export { listOrganizations } from './list-organizations.ts'
export { makeOwner, organizationPage, setQuota } from './organization.ts'
export { overviewPage } from './overview.ts'
export { confirmRemovingClient, removeClient } from './remove-client.ts'
export { settingsPage } from './settings.ts'
