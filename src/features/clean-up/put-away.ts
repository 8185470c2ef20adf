import { useState } from 'react'
import * as v from 'valibot'
import { ALL_SUGGESTIONS, type AnySuggestion } from '#core/clean-up/suggestions.ts'
import type { SettingsStore } from '#core/ports.ts'

const names = v.array(v.string())

/** The suggestions that this user does not want to see. A name of another version of the app is ignored. */
function readPutAway(settings: SettingsStore): readonly AnySuggestion[] {
  try {
    const parsed = v.safeParse(names, JSON.parse(settings.read('suggestions') ?? '[]'))
    return parsed.success ? ALL_SUGGESTIONS.filter((name) => parsed.output.includes(name)) : []
  } catch {
    return []
  }
}

export interface PutAway {
  readonly names: readonly AnySuggestion[]
  readonly putAway: (name: AnySuggestion) => void
  readonly bringBack: () => void
}

/** "Not this", remembered for this user. */
export function usePutAway(settings: SettingsStore): PutAway {
  const [away, setAway] = useState(() => readPutAway(settings))
  function set(next: readonly AnySuggestion[]): void {
    setAway(next)
    settings.write('suggestions', JSON.stringify(next))
  }
  return {
    names: away,
    putAway: (name) => set([...away, name]),
    bringBack: () => set([]),
  }
}
