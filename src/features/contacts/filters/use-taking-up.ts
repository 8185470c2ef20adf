import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState, type Dispatch, type SetStateAction } from 'react'
import { ONLY_MOST } from '#core/contact/contact-query.ts'
import type { ContactFilters, Named } from '#core/filter/filters.ts'
import type { PresetFacts } from '#core/filter/presets.ts'
import { usePorts } from '#features/ports.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import { describeThrown } from '#i18n/failure-text.ts'
import { useTranslation } from '#i18n/translation.tsx'

type MakeFilters = (facts: PresetFacts) => Promise<SetStateAction<ContactFilters>>

export interface TakingUp {
  /** What is being asked of the portal; null: nothing. */
  readonly busy: string | null
  /** Why the last one did not work; null: it did. */
  readonly problem: string | null
  /** Takes up filters that only the portal can complete. A later press takes the place of an earlier one. */
  readonly take: (name: string, make: MakeFilters) => void
}

/** Filters that depend on who is asking, or on who has left. */
export function useTakingUp(onChange: Dispatch<SetStateAction<ContactFilters>>): TakingUp {
  const { t, format } = useTranslation()
  const ports = usePorts()
  const client = useQueryClient()
  const last = useRef(0)
  const [busy, setBusy] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)

  const facts: Omit<PresetFacts, 'now'> = {
    async me(): Promise<Named> {
      const { me } = (await client.query(workQuery(ports))).facts
      const { users } = await ports.contacts.names([], [me])
      return { id: me, name: users.get(me) ?? t('contacts.userUnnamed', { id: me }) }
    },
    async left() {
      const ids = await (await client.query(workQuery(ports))).people.left()
      if (ids.length > ONLY_MOST) throw new TooManyLeft(ids.length)
      return ids
    },
  }

  function take(name: string, make: MakeFilters): void {
    const mine = (last.current += 1)
    setBusy(name)
    setProblem(null)
    make({ ...facts, now: Date.now() }).then(
      (filters) => {
        if (mine !== last.current) return
        setBusy(null)
        onChange(filters)
      },
      (thrown: unknown) => {
        if (mine !== last.current) return
        setBusy(null)
        setProblem(
          thrown instanceof TooManyLeft
            ? t('filters.tooManyLeft', { count: thrown.count })
            : t('filters.failed', { why: describeThrown(thrown, t, format).title }),
        )
      },
    )
  }

  return { busy, problem, take }
}

/** A filter names a limited number of people (core/contact, ONLY_MOST). */
class TooManyLeft extends Error {
  readonly count: number
  constructor(count: number) {
    super('too many')
    this.count = count
  }
}
