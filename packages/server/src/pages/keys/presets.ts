/** Keys as most people need one: a button each fills the rows, and what is still open is filled in by its maker. */
import { type Draft, type DraftRow, emptyDraft } from './draft.ts'
import type { Holder } from './holder.ts'

export const presets = ['ci', 'install', 'laptop'] as const

export type Preset = (typeof presets)[number]

/** A laptop is a person's. */
export function presetsFor({ owner }: Holder): readonly Preset[] {
  return presets.filter(preset => preset !== 'laptop' || owner.kind === 'account')
}

/** The draft with that in its rows and its days; its name, role and networks stay as they were typed. */
export function withPreset(draft: Draft, preset: Preset, { places }: Holder): Draft {
  const [first] = places
  const row = (may: readonly string[], where = first?.value ?? '*'): DraftRow => ({ may, where, package: '' })
  const chosen: Readonly<Record<Preset, Pick<Draft, 'rows' | 'expiry'>>> = {
    ci: { rows: [row(['publish'])], expiry: emptyDraft.expiry },
    install: { rows: [row(['read'])], expiry: '365' },
    laptop: { rows: [row(['read', 'publish', 'retire'], '*')], expiry: '30' },
  }
  return { ...draft, ...chosen[preset] }
}
