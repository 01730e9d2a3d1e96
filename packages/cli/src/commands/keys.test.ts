/** `key create`, `list`, `tighten`, `rotate` and `revoke`, at a real Latchkey. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret } from '@latchkey/client'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { enrolled } from '../../../client/src/auth-client/testing/second-factor.ts'
import { atALatchkey } from '../testing/at-a-latchkey.ts'

const latchkey = await atALatchkey()
const folder = mkdtempSync(join(tmpdir(), 'latchkey-keys-'))
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await latchkey.close()
})

const { play } = await latchkey.homeOf('owner')
const statusOf = (text: string) => latchkey.house.statusOf(new Secret(text.trim()))
const reading = ['--repository', 'pypi:acme']
let name = ''
let count = 0
beforeEach(() => {
  count += 1
  name = `key-${count}`
})

async function made(...words: readonly string[]): Promise<{ readonly id: string; readonly token: string }> {
  const { output } = await play(['key', 'create', name, ...(words.length > 0 ? words : reading), '--json'])
  const { key, token } = JSON.parse(output)
  return { id: key.id, token }
}

describe('key create', () => {
  test('prints the text alone, and says beside it in a sentence what it may do', async () => {
    const words = ['--package', 'pypi:acme/widget', ...reading, '--network', '10.0.0.0/8', '--expires', '7d']
    const { exitCode, output, said } = await play(['key', 'create', name, ...words])
    expect(exitCode).toBe(0)
    expect(output).toMatch(/^latchkey-[\w-]+\n$/)
    expect(said).toMatch(
      new RegExp(
        `^It is shown this once: keep it now.\nThe key "${name}" may only publish pypi:acme/widget or read pypi:acme, only from 10.0.0.0/8, until \\S+Z \\(in [67] days\\).\n$`,
      ),
    )
    expect(said).not.toContain(output.trim())
  })

  test('the key is good at once, and may do no more than was asked for', async () => {
    const { output } = await play(['key', 'create', name, '--allow', 'describe,read=pypi:acme/widget'])
    expect(await statusOf(output)).toBe(200)
    const read = async (path: string) => {
      const headers = { authorization: `Bearer ${output.trim()}` }
      return (await fetch(`${latchkey.origin}/pypi/acme/${path}`, { headers })).status
    }
    expect([await read('simple/widget/'), await read('simple/')]).toEqual([200, 403])
  })

  test('ends after 90 days where it can write, and never by default where it only reads', async () => {
    const writer = JSON.parse(
      (await play(['key', 'create', name, '--package', 'pypi:acme/widget', '--json'])).output,
    )
    const days = (Date.parse(writer.key.expiresAt) - Date.now()) / 86_400_000
    expect(days).toBeGreaterThan(89.9)
    expect(days).toBeLessThanOrEqual(90)
    name += ' reader'
    const reader = JSON.parse((await play(['key', 'create', name, ...reading, '--json'])).output)
    expect(reader.key.expiresAt).toBeNull()
  })

  test('warns where it is wider than keys should be', async () => {
    const words = ['--action', 'publish', '--action', 'account', '--expires', 'never']
    const { said } = await play(['key', 'create', name, ...words])
    expect(said).toContain('any package of *')
    expect(said).toContain('make other keys')
    expect(said).toContain('never expires: give it an end')
    name += ' narrow'
    expect((await play(['key', 'create', name, '--package', 'pypi:acme/widget'])).said).not.toContain(
      'Warning',
    )
  })

  test('of which nothing says what it may do is not made', async () => {
    expect(await play(['key', 'create', name])).toMatchObject({
      ...{ exitCode: 2, output: '' },
      said: expect.stringContaining('--package pypi:acme/widget'),
    })
  })

  test('that the registry refuses is told in its words, with what to type', async () => {
    await made()
    expect(await play(['key', 'create', name, ...reading])).toEqual({
      ...{ exitCode: 1, output: '' },
      said: `latchkey: There is a live key of this name already.\nChoose another name, or replace that key: latchkey key rotate ${name}\n`,
    })
  })
})

describe('with --output the text goes to a file', () => {
  const path = () => join(folder, `${name}.txt`)
  const create = (...words: readonly string[]) =>
    play(['key', 'create', name, ...reading, '--output', path(), ...words])

  test('of this person alone, and nowhere else', async () => {
    const { output, said } = await create()
    const text = readFileSync(path(), 'utf8')
    expect(statSync(path()).mode & 0o777).toBe(0o600)
    expect(await statusOf(text)).toBe(200)
    expect(output).toBe('')
    expect(said).toContain(path())
    expect(said).not.toContain(text.trim())
  })

  test('and a program that reads JSON is told the path, and no text', async () => {
    const { output } = await create('--json')
    const answer = JSON.parse(output)
    expect(answer).toMatchObject({ version: 1, path: path(), key: { name } })
    expect(output).not.toContain(readFileSync(path(), 'utf8').trim())
  })

  test('what is there stays, and then no key is made, unless it is forced', async () => {
    writeFileSync(path(), 'precious')
    expect(await create()).toMatchObject({ exitCode: 1, said: expect.stringContaining('--force') })
    expect(readFileSync(path(), 'utf8')).toBe('precious')
    expect((await play(['key', 'list', '--all'])).output).not.toContain(`${name} `)
    expect((await create('--force')).exitCode).toBe(0)
    expect(await statusOf(readFileSync(path(), 'utf8'))).toBe(200)
    expect(statSync(path()).mode & 0o777).toBe(0o600)
  })

  test('no file is left where the key was refused', async () => {
    await made()
    expect((await create()).said).toContain('a live key of this name')
    expect(existsSync(path())).toBe(false)
  })
})

describe('key list', () => {
  test('what was last used by this command says so', async () => {
    const { id, token } = await made('--allow', 'account=*')
    const environment = { LATCHKEY_REGISTRY: latchkey.origin, LATCHKEY_TOKEN: token }
    expect((await play(['key', 'list'], { environment })).exitCode).toBe(0)
    await latchkey.house.rooms.keys.flush()
    const { output } = await play(['key', 'list'])
    const block = output.split('\n\n').find(each => each.includes(`id ${id}`))
    expect(block).toMatch(/last used \S+Z \(.*\) from 127\.0\.0\.1 by latchkey\n/)
  })

  test('tells what each may do, until when, and when it was last used', async () => {
    const { id, token } = await made('--repository', 'pypi:acme', '--expires', '2h')
    await statusOf(token)
    await latchkey.house.rooms.keys.flush()
    const { output } = await play(['key', 'list'])
    const [block = ''] = output.split('\n\n').filter(each => each.startsWith(`${name} `))
    expect(block).toMatch(/^key-\d+ {2}expires \S+Z \(in (1 hour|2 hours)\)\n {2}may only read pypi:acme\n/)
    expect(block).toMatch(/last used \S+Z \(\d seconds? ago\) from 127\.0\.0\.1 by /)
    expect(block).toContain(`id ${id}`)
    expect(output).not.toContain(token)
  })

  test('hides those that are over, says how many, and shows them on demand', async () => {
    const { id } = await made()
    await play(['key', 'revoke', name, '--yes'])
    const live = (await play(['key', 'list'])).output
    expect(live).not.toContain(id)
    expect(live).toMatch(/And \d+ that (is|are) revoked or expired: latchkey key list --all\n$/)
    expect((await play(['key', 'list', '--all'])).output).toContain(id)
  })

  test('goes through everything, or page by page', async () => {
    await made()
    const ids = async (...words: string[]) => {
      const { output } = await play(['key', 'list', '--all', '--json', ...words])
      const { keys, next } = JSON.parse(output)
      return { ids: keys.map(({ id }: { readonly id: string }) => id), next }
    }
    const whole = await ids()
    expect(whole.next).toBeNull()
    const [first, second] = [await ids('--limit', '2'), await ids('--limit', '2')]
    expect(second).toEqual(first)
    const after = await ids('--limit', '1000', '--after', first.next)
    expect([...first.ids, ...after.ids]).toEqual(whole.ids)
    expect(whole.ids.length).toBeGreaterThan(3)
  })

  test.each(['0', '1001', '-1', 'ten'])('a page of %s is none', async limit => {
    expect((await play(['key', 'list', `--limit=${limit}`])).exitCode).toBe(2)
  })
})

describe('key tighten', () => {
  test('holds a key to less at once, by its name', async () => {
    const { token } = await made()
    const { output } = await play(['key', 'tighten', name, '--network', '198.51.100.7', '--expires', '1h'])
    expect(output).toMatch(/only from 198\.51\.100\.7(\/32)?, until \S+Z \(in (59 minutes|1 hour)\)\.\n$/)
    expect(await statusOf(token)).not.toBe(200)
  })

  test('without a word of how, or with one that would loosen it, changes nothing', async () => {
    await made('--repository', 'pypi:acme', '--expires', '1h')
    expect((await play(['key', 'tighten', name])).exitCode).toBe(2)
    expect((await play(['key', 'tighten', name, '--expires', 'never'])).exitCode).toBe(2)
    expect((await play(['key', 'tighten', name, '--expires', '2h'])).exitCode).toBe(1)
  })
})

describe('key rotate', () => {
  test('makes another in its place, and the old one works for as long as is said', async () => {
    const old = await made()
    const { output, said } = await play(['key', 'rotate', name, '--overlap', '1h'])
    expect([await statusOf(output), await statusOf(old.token)]).toEqual([200, 200])
    expect(said).toMatch(/The old one works until \S+Z \(in (59 minutes|1 hour)\)\.\n$/)
  })

  test('with no overlap the old one is refused from then on', async () => {
    const old = await made()
    // The clock of this machine is late.
    const late = { now: Date.now() - 60_000 }
    const { output, said } = await play(['key', 'rotate', old.id, '--overlap', '0'], late)
    expect([await statusOf(output), await statusOf(old.token)]).toEqual([200, 401])
    expect(said).toContain('The old one is refused from now on.')
  })

  test('again takes the newer of two that have the name', async () => {
    await made()
    const second = (await play(['key', 'rotate', name])).output
    const third = await play(['key', 'rotate', name, '--overlap', '0'])
    expect(third.exitCode).toBe(0)
    expect([await statusOf(second), await statusOf(third.output)]).toEqual([401, 200])
  })
})

describe('key revoke', () => {
  test('ends every key of the name, the rotated one that still lives, too', async () => {
    const old = await made()
    const next = (await play(['key', 'rotate', name])).output
    const { exitCode, output } = await play(['key', 'revoke', name, '--yes'])
    expect(exitCode).toBe(0)
    expect(output).toContain(old.id)
    expect([await statusOf(old.token), await statusOf(next)]).toEqual([401, 401])
  })

  test('where nobody can be asked, ends nothing and says what to type', async () => {
    const { token } = await made()
    expect(await play(['key', 'revoke', name])).toEqual({
      ...{ exitCode: 2, output: '' },
      said: `latchkey: Nobody can be asked here whether this is meant.\nRun: latchkey key revoke ${name} --yes\n`,
    })
    expect(await statusOf(token)).toBe(200)
  })

  test.each([
    ['y', 0, 401],
    ['yes', 0, 401],
    ['', 1, 200],
    ['no', 1, 200],
    ['yep, why not', 1, 200],
    [undefined, 130, 200],
  ])('a person who answers %j is taken at their word', async (answer, exitCode, status) => {
    const { token, id } = await made()
    const asked: string[] = []
    const ask = async (question: string) => {
      asked.push(question)
      return answer
    }
    const played = await play(['key', 'revoke', name], { person: { isThere: true, ask } })
    expect([played.exitCode, await statusOf(token)]).toEqual([exitCode, status])
    expect(asked).toEqual(['Revoke this key? [y/N] '])
    expect(played.said).toContain(id)
  })

  test('ends all of them, or none where one is unknown', async () => {
    const { token } = await made()
    const { exitCode, said } = await play(['key', 'revoke', name, 'nobody', '--yes'])
    expect([exitCode, await statusOf(token)]).toEqual([1, 200])
    expect(said).toContain('called "nobody"')
  })

  test('a text of a key among the words is not repeated, and what kills it is said', async () => {
    const { token } = await made()
    for (const verb of ['revoke', 'rotate', 'tighten']) {
      const words = verb === 'tighten' ? ['--expires', '1h'] : []
      const { exitCode, output, said } = await play(['key', verb, token, ...words])
      expect(exitCode).toBe(1)
      expect(output + said).not.toContain(token.slice(0, 40))
      expect(said).toContain('latchkey token burn')
    }
  })
})

describe('an account with a second factor', () => {
  test('is asked for its code when the key is to be made, and not again while the window is open', async () => {
    const home = await latchkey.homeOf('stranger')
    const app = await enrolled(latchkey.house, 'stranger')
    const questions: string[] = []
    const person = {
      isThere: true,
      askSecret: async (question: string) => {
        questions.push(question)
        return app.code()
      },
    }
    const words = ['key', 'create', name, '--repository', 'pypi:globex']
    const alone = await home.play(words)
    expect(alone).toMatchObject({ exitCode: 4, output: '' })
    const { exitCode, output } = await home.play(words, { person })
    expect([exitCode, await statusOf(output)]).toEqual([0, 200])
    expect((await home.play(['key', 'revoke', name, '--yes'], { person })).exitCode).toBe(0)
    expect(questions).toHaveLength(1)
  })
})
