import fc from 'fast-check'
import { expect, test } from 'vitest'
import { propertyOptions } from '../../../../test/support/runs.ts'
import { htmlOf } from './html.ts'
import { circumstances, writeMessage } from './write-message.ts'

const link = 'https://packages.example.com/account/keys/a?b=c&d=e'

const hostileNames = [
  '<script>alert(1)</script>',
  '"><img src=https://evil.example/x onerror=alert(1)>',
  'ci\n\n  https://evil.example/\n\n',
  'ci\r\nBcc: everybody@example.com\r\n\r\n<b>',
  '\u2028  https://evil.example/',
  '&lt;b&gt;&amp;',
  "' onclick='alert(1)",
  '\u202ehttps://evil.example/',
]

/** A mail in which everything that people and clients choose is that name. */
const mailAbout = (name: string) =>
  writeMessage({
    ...{
      to: { username: name, email: 'ada@example.com', language: undefined },
      subject: `The key "${name}" was made`,
    },
    paragraphs: [
      `Your key "${name}" was made.`,
      { heading: 'What it may do:', lines: [`Publish ${name}`, name] },
      circumstances({ who: name, at: 0, address: '203.0.113.9', client: name }, 'en'),
    ],
    next: { step: `If you did not make ${name}, revoke it:`, link },
  })

/** What a person reads of HTML. */
function shownOf(html: string): string {
  const body = html.slice(html.indexOf('<body '))
  return body
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

const words = (text: string) => text.split(/\s+/).filter(word => word !== '')

test('a mail is paragraphs, lists and one link', () => {
  expect(htmlOf(mailAbout('ci'))).toBe(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<title>The key &quot;ci&quot; was made</title>
</head>
<body style="max-width: 36em; overflow-wrap: anywhere; font-family: sans-serif; line-height: 1.5">
<p>Hello ci,</p>
<p>Your key &quot;ci&quot; was made.</p>
<p>What it may do:</p>
<ul>
<li>Publish ci</li>
<li>ci</li>
</ul>
<p>What is known of it:</p>
<ul>
<li>Who: ci</li>
<li>When: 1 January 1970 at 00:00 UTC</li>
<li>From: 203.0.113.9, with ci</li>
</ul>
<p>If you did not make ci, revoke it:</p>
<p><a href="https://packages.example.com/account/keys/a?b=c&amp;d=e">https://packages.example.com/account/keys/a?b=c&amp;d=e</a></p>
</body>
</html>
`)
})

test('its HTML says what its text says, and no name is markup, a line of its own or a link', () => {
  const shapeOf = (html: string) => (html.match(/<[^>]*>/g) ?? []).join('')
  const shape = shapeOf(htmlOf(mailAbout('ci')))
  const name = fc.oneof(
    fc.constantFrom(...hostileNames),
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.string({ unit: fc.constantFrom('\n', ' ', '<', 'a', '&', '"', "'", '>', '\r', '/') }),
  )
  fc.assert(
    fc.property(name, chosen => {
      const mail = mailAbout(chosen)
      const html = htmlOf(mail)
      expect(words(shownOf(html))).toEqual(words(mail.text))
      expect(shapeOf(html)).toBe(shape)
      expect(mail.subject).not.toMatch(/[\r\n\u2028\u202e]/)
      expect(mail.text.match(/^ {2}https.*$/gm)?.at(-1)).toBe(`  ${link}`)
    }),
    propertyOptions(500),
  )
})

test('a mail that was queued with lines broken by hand reads as one paragraph', () => {
  const html = htmlOf({
    subject: 'Told',
    text: 'Hello ada,\n\nOne line\nand another:\n\n  https://a.example/\n',
  })
  expect(html).toContain('<p>One line\nand another:</p>\n<p><a href="https://a.example/">')
})
