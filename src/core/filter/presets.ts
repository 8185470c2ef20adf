import { momentBefore, dayOf, monthsAgo } from './day.ts'
import type { ContactFilters, Named } from './filters.ts'

/** Filters that everybody has. */
export const PRESETS = ['today', 'mine', 'unreachable', 'quiet-year', 'left'] as const
export type Preset = (typeof PRESETS)[number]

/** What presets need to know. */
export interface PresetFacts {
  /** Unix ms. */
  readonly now: number
  me(): Promise<Named>
  /** Ids of everybody who has left. */
  left(): Promise<readonly number[]>
}

/** The filters of a preset as of now. Rejects as `facts` do. */
export async function presetFilters(preset: Preset, facts: PresetFacts): Promise<ContactFilters> {
  switch (preset) {
    case 'today':
      return { created: { from: dayOf(new Date(facts.now)), to: null } }
    case 'mine':
      return { responsible: { kind: 'these', people: [await facts.me()] } }
    case 'unreachable':
      return { withoutPhone: true, withoutEmail: true }
    case 'quiet-year':
      return { activity: { from: null, to: momentBefore(monthsAgo(12, facts.now)) } }
    case 'left':
      return { responsible: { kind: 'left', ids: await facts.left() } }
  }
}

/** Who has left is asked anew each time that a filter is taken up: it changes. */
export async function withPeopleOfToday(
  filters: ContactFilters,
  left: PresetFacts['left'],
): Promise<ContactFilters> {
  if (filters.responsible?.kind !== 'left') return filters
  return { ...filters, responsible: { kind: 'left', ids: await left() } }
}
