/** What helps with making a key: the sentence, the warnings with their narrower ways, what to start from. */
import { beforeEach, describe, expect, test } from 'vitest'
import { embeddedStores } from '../../storage/testing/embedded.ts'
import { type OpenAcme, openAcme } from '../testing/acme.ts'
import { origin, type PagesHouse } from '../testing/house.ts'
import { publish } from '../testing/publish.ts'
import { Visitor } from '../testing/visitor.ts'

const path = '/account/keys/new'
const tokenShape = /latchkey-[\w-]{80,}/

const open = embeddedStores()
let house: PagesHouse
let acme: OpenAcme['acme']
let visitor: Visitor

beforeEach(async () => {
  ;({ house, acme, visitor } = await openAcme(await open(), 'write'))
})

const draft = { name: 'release', rows: '1', 'may-1': 'publish', 'where-1': 'pypi:acme', expiry: '90' }
const press = async (button: string, fields: Readonly<Record<string, string | readonly string[]>> = draft) =>
  (await visitor.submit(path, { ...fields, do: button })).html
const told = (html: string) => /<section[^>]* data-live>([\s\S]*?)<\/section>/.exec(html)?.[1] ?? ''
const buttons = (html: string) =>
  [...told(html).matchAll(/name="do" value="([^"]+)"/g)].map(([, value]) => value)

describe('the sentence', () => {
  test('says what the key would do so far, whatever else is missing, and nothing is made', async () => {
    const unfinished = {
      ...draft,
      name: '',
      rows: '2',
      'may-2': 'read',
      'where-2': '*',
      'package-2': 'x',
      networks: '10.0.0.0/8 nonsense',
    }
    const html = await press('words', unfinished)
    expect(told(html)).toContain('This key may publish everything in pypi:acme. Only from 10.0.0.0/8.')
    expect(told(html)).toContain('It expires on ')
    expect(html).not.toContain('-problem"')
    expect(html).not.toMatch(tokenShape)
  })

  test('is there before anything is ticked, and says so', async () => {
    expect(told((await visitor.get(path)).html)).toContain('It may do nothing yet.')
  })

  test('is said by the button with what is wrong, and makes nothing', async () => {
    const html = await press('check', { ...draft, name: '', expiry: 'never' })
    expect(told(html)).toContain('This key may publish everything in pypi:acme. It never expires')
    expect(html).toContain('id="name-problem"')
    expect(html).not.toMatch(tokenShape)
  })

  test('names each of several packages once, and the key may do that with each of them alone', async () => {
    const several = { ...draft, 'package-1': 'Widget, not.yet-there  widget' }
    expect(told(await press('words', several))).toContain(
      'publish pypi:acme/widget and pypi:acme/not-yet-there',
    )
    const [token = ''] = tokenShape.exec(await press('make', several)) ?? []
    const may = (name: string) =>
      house.ask(token, { action: 'publish', organization: 'acme', ecosystem: 'pypi', package: name })
    expect((await may('widget')).answer).toBe('allowed')
    expect((await may('not-yet-there')).answer).toBe('allowed')
    expect((await may('gadget')).answer).toBe('refused')
  })
})

describe('what is too wide', () => {
  test.each([
    [
      'everything that its maker reaches',
      { 'where-1': '*' },
      'reaches every organization',
      'where-1=pypi:acme',
    ],
    ['never expiring', { expiry: 'never' }, 'never expires', 'expiry=90'],
    ['making further keys', { 'may-1': 'account', 'where-1': '*' }, 'make further keys', 'without-1=account'],
    [
      'administering',
      { 'may-1': 'administer', 'where-1': '*:acme' },
      'who is a member',
      'without-1=administer',
    ],
  ])('is said, and one button mends it: %s', async (_case, fields, warning, button) => {
    const wide = { ...draft, ...fields }
    const html = await press('words', wide)
    expect(told(html)).toContain(warning)
    expect(buttons(html)).toContain(button)
    const narrower = await press(button, wide)
    expect(told(narrower)).not.toContain(warning)
    expect(narrower).toContain('value="release"')
    expect(narrower).not.toMatch(tokenShape)
  })

  test('changing every package: the packages there are offered, or else their field', async () => {
    const none = await press('words')
    expect(told(none)).toContain('Row 1 can change every package there')
    expect(told(none)).toContain('href="#package-1"')
    await publish(house, acme.people.write, { filename: 'widget-1.0.tar.gz' })
    expect(buttons(await press('words'))).toContain('package-1=widget')
    const narrower = await press('package-1=widget')
    expect(told(narrower)).toContain('publish pypi:acme/widget.')
    expect(told(narrower)).not.toContain('every package')
  })

  test('a key that reads one repository until a day is not warned about', async () => {
    expect(told(await press('words', { ...draft, 'may-1': 'read' }))).not.toContain('class="warnings"')
  })

  test.each(['where-9=*', 'package-1=', 'without-1', 'expiry=', 'rows-1=x', '"><script>'])(
    'a button that there is not (%s) makes nothing and breaks nothing',
    async button => {
      const html = await press(button)
      expect(html).not.toMatch(tokenShape)
      expect(html).not.toContain('"><script>')
      expect(told(html)).toContain('This key may publish everything in pypi:acme.')
    },
  )
})

describe('what to start from', () => {
  test.each([
    ['ci', 'may publish everything in pypi:acme.', '90'],
    ['install', 'may read everything in pypi:acme.', '365'],
    ['laptop', 'may read, publish and yank everything its owner can reach.', '30'],
  ])('fills the rows and keeps the name: %s', async (preset, sentence, expiry) => {
    const html = await press(`preset-${preset}`, { name: 'mine', rows: '3', 'may-2': 'delete' })
    expect(told(html)).toContain(sentence)
    expect(html).toContain(`value="${expiry}" checked`)
    expect(html).toContain('value="mine"')
    expect(html).toContain('name="rows" value="1"')
  })

  test('of an organization’s key is nobody’s laptop', async () => {
    const owner = new Visitor(house, origin)
    await owner.signIn('owner')
    const { html } = await owner.get('/organizations/acme/keys/new')
    expect(html).toContain('preset-ci')
    expect(html).not.toContain('preset-laptop')
  })
})

test('packages that there are stand ready to be named, and none of organizations that one is not in', async () => {
  await publish(house, acme.people.write, { filename: 'widget-1.0.tar.gz' })
  expect((await visitor.get(path)).html).toContain('<option value="widget">pypi:acme</option>')
  await house.person('grace')
  const grace = new Visitor(house, origin)
  await grace.signIn('grace')
  expect((await grace.get(path)).html).not.toContain('<option value="widget">')
})
