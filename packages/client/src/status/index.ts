/**
 * Asks the registry who a credential stands for (W8-W13, W16).
 *
 * 1. Asked each time; nothing is remembered.
 * 2. A refused credential shows nothing of whom it stood for; one that is not there is no request.
 * 3. Unreachable is an error, not "no".
 */
export type { Organization, Status } from './status.ts'
