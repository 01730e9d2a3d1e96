/** Whether the keychain answers, where credentials are sealed with a key in it. */
import { refused } from '@latchkey/tokens'
import { type Check, ok, problem, warning } from '../finding.ts'

export const keychain: Check = {
  name: 'keychain',
  async look({ desk, keychain }) {
    const policy = desk.environment['LATCHKEY_STORE']?.trim()
    if (policy !== 'keychain' && policy !== 'auto')
      return [ok('No keychain is used: credentials are in a file of yours alone.')]
    // It leaves a keychain that is silent by itself, after three seconds.
    const answer = await keychain.get('latchkey doctor')
    if (!refused(answer)) return [ok(`${keychain.description} answers.`)]
    const repair = 'Unlock it, or keep credentials in a file: unset LATCHKEY_STORE'
    const found = policy === 'keychain' ? problem : warning
    return [found(answer.message, { repair })]
  },
}
