/**
 * What shells are told of the command: a few lines each, which ask the command itself at each Tab.
 *
 *     process.stdout.write(scripts.bash)
 */
export { filesMayStandThere, type Shell, scripts, shells } from './scripts.ts'
