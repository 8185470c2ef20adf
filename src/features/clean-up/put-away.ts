import { useState } from 'react'
import * as v from 'valibot'
import { SUGGESTIONS, type SuggestionName } from '#core/clean-up/suggestions.ts'
import type { SettingsStore } from '#core/ports.ts'

const names = v.array(v.string())

/** The suggestions that this user does not want to see. A name of another version of the app is ignored. */
function readPutAway(settings: SettingsStore): readonly SuggestionName[] {
  try {
    const parsed = v.safeParse(names, JSON.parse(settings.read('suggestions') ?? '[]'))
    return parsed.success ? SUGGESTIONS.filter((name) => parsed.output.includes(name)) : []
  } catch {
    return []
  }
}

export interface PutAway {
  readonly names: readonly SuggestionName[]
  readonly putAway: (name: SuggestionName) => void
  readonly bringBack: () => void
}

/** "Not this", remembered for this user. */
export function usePutAway(settings: SettingsStore): PutAway {
  const [away, setAway] = useState(() => readPutAway(settings))
  function set(next: readonly SuggestionName[]): void {
    setAway(next)
    settings.write('suggestions', JSON.stringify(next))
  }
  return {
    names: away,
    putAway: (name) => set([...away, name]),
    bringBack: () => set([]),
  }
}
