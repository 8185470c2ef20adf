import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Picture } from '#core/clean-up/counted.ts'
import { PUT_AWAY, readPutAway, withPutAway } from '#core/clean-up/put-away.ts'
import { ALL_SUGGESTIONS, type AnySuggestion } from '#core/clean-up/suggestions.ts'
import type { FilterScope } from '#core/filter/saved-filters.ts'
import type { SettingsStore } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { workQuery } from '#features/shared/work-query.ts'

export interface PutAway {
  /** Those that are not shown, and for whom; one that is put away for everybody is named once. */
  readonly away: ReadonlyMap<AnySuggestion, FilterScope>
  /** Why everybody's could not be changed; null: it was. */
  readonly error: unknown
  readonly change: (name: AnySuggestion, scope: FilterScope, away: boolean) => void
}

/** "Not this", remembered for this user, and for everybody. */
export function usePutAway({ putAway }: Pick<Picture, 'putAway'>): PutAway {
  const client = useQueryClient()
  const ports = usePorts()
  const [mine, setMine] = useState(() => readPutAway(ownList(ports.settings)))
  /** As this screen changed it; null: as the portal said. */
  const [changed, setChanged] = useState<readonly string[] | null>(null)
  const [error, setError] = useState<unknown>(null)
  const everybodys = changed ?? putAway
  const named = (names: readonly string[], scope: FilterScope): [AnySuggestion, FilterScope][] =>
    ALL_SUGGESTIONS.filter((name) => names.includes(name)).map((name) => [name, scope])

  function changeMine(name: AnySuggestion, away: boolean): void {
    const next = withPutAway(readPutAway(ownList(ports.settings)), name, away)
    setMine(next)
    ports.settings.write(PUT_AWAY, JSON.stringify(next.names))
  }

  async function changeForAll(name: AnySuggestion, away: boolean): Promise<void> {
    setError(null)
    try {
      const work = await client.query(workQuery(ports))
      setChanged(await work.putAway.change(name, away))
      // Back for everybody is back for this person, too.
      changeMine(name, false)
    } catch (thrown) {
      setError(thrown)
    }
  }

  return {
    away: new Map([...named(mine.names, 'me'), ...named(everybodys, 'everybody')]),
    error,
    change(name, scope, away) {
      if (scope === 'everybody') void changeForAll(name, away)
      else changeMine(name, away)
    },
  }
}

function ownList(settings: SettingsStore): unknown {
  try {
    return JSON.parse(settings.read(PUT_AWAY) ?? '[]') as unknown
  } catch {
    return null
  }
}
