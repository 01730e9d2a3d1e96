/**
 * Which registry and account a command is about, and a client for it.
 *
 * 1. Every command resolves credentials through this one client: what is printed, is what is used.
 * 2. What is kept beside the credentials holds no secret, and is replaced as a whole.
 *
 *     const open = await openRegistry(desk, { registry, account })
 *     if (refused(open)) return open
 *     const keys = await callApi(open, { path: 'api/v1/keys' })
 */
export { callApi, type Question } from './call-api.ts'
export { type Asked, atRegistry, type OpenRegistry, openRegistry } from './open-registry.ts'
export { type Chosen, readSettings, type Settings, writeSettings } from './settings.ts'
