/** The stylesheet, script and mark: served under the hash of their content, so that browsers may keep them for ever. */
import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Asset } from './asset.ts'
import { findBrowserModule } from './browser-modules.ts'

/** One stylesheet, written in chapters. */
const stylesheet = [
  '1-tokens',
  '2-text',
  '3-page',
  '4-controls',
  '5-parts',
  '6-events',
  '6-organizations',
  '6-keys',
  '6-administration',
  '6-account',
  '6-letting-in',
  '6-second-factor',
  '6-passkeys',
  '6-packages',
  '6-start',
].map(name => `style/${name}.css`)

export const style: Asset = asset('style', 'css', 'text/css; charset=utf-8', stylesheet)
export const script: Asset = asset('page', 'js', 'text/javascript; charset=utf-8', [
  'copy.js',
  'password-strength.js',
  'passkey.js',
  'waiting.js',
  'print.js',
  'countdown.js',
  'tick-all.js',
  'in-sight.js',
  'live-words.js',
  'several-names.js',
  'sent-once.js',
])
export const mark: Asset = asset('mark', 'svg', 'image/svg+xml', ['mark.svg'])

const assets: readonly Asset[] = [style, script, mark]

/** The answer to a request for an asset; a path with an outdated hash is not one. */
export function serveAsset(path: string): Response | undefined {
  const found = assets.find(each => each.path === path) ?? findBrowserModule(path)
  if (found === undefined) return undefined
  return new Response(found.content, {
    headers: { 'content-type': found.type, 'cache-control': 'public, max-age=31536000, immutable' },
  })
}

function asset(name: string, extension: string, type: string, files: readonly string[]): Asset {
  const content = files
    .map(file => readFileSync(new URL(`./assets/${file}`, import.meta.url), 'utf8'))
    .join('\n')
  return {
    path: `/assets/${name}.${hash('sha256', content, 'hex').slice(0, 12)}.${extension}`,
    type,
    content,
  }
}
