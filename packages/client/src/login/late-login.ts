/** Logging in and out, loaded where somebody does. */
import { late } from '../late.ts'
import type { House } from '../oauth/index.ts'
import type { LogIn } from './log-in.ts'
import type { LogOut } from './log-out.ts'
import type { LogInCallbacks } from './login-options.ts'

export function createLogIn(house: House, callbacks: LogInCallbacks): LogIn {
  return late(async () => (await import('./log-in.ts')).createLogIn(house, callbacks))
}

export function createLogOut(house: House): LogOut {
  return late(async () => (await import('./log-out.ts')).createLogOut(house))
}
