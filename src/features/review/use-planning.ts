import { useEffect, useEffectEvent, useState } from 'react'
import type { BulkPorts } from '#core/bulk-ports.ts'
import type { GuardSettings } from '#core/guards.ts'
import { makePlan, type MadePlan, type PlanningProgress } from '#core/make-plan.ts'
import type { Selection } from '#core/selection.ts'

export type Planning =
  | { readonly stage: 'working'; readonly progress: PlanningProgress }
  | { readonly stage: 'failed'; readonly error: unknown }
  | { readonly stage: 'made'; readonly made: MadePlan; readonly guards: RememberedGuards }

export interface RememberedGuards {
  readonly settings: GuardSettings
  /** Something of what was remembered could not be read. */
  readonly damaged: boolean
}

const BEGINNING: Planning = { stage: 'working', progress: { phase: 'counting', done: 0, of: null } }

/** Freezes a selection into a plan as soon as it is shown, and again when asked; leaving ends it. */
export function usePlanning(selection: Selection, bulk: BulkPorts): { planning: Planning; retry: () => void } {
  const [planning, setPlanning] = useState<Planning>(BEGINNING)
  const [tries, setTries] = useState(0)

  const make = useEffectEvent(async (cancelled: () => boolean) => {
    try {
      const guards = await bulk.guards.read()
      const id = crypto.randomUUID()
      const tell = (progress: PlanningProgress): void => {
        if (!cancelled()) setPlanning({ stage: 'working', progress })
      }
      const made = await makePlan(selection, { id, guards: guards.settings }, bulk, tell, cancelled)
      if (made !== null && !cancelled()) setPlanning({ stage: 'made', made, guards })
    } catch (error) {
      if (!cancelled()) setPlanning({ stage: 'failed', error })
    }
  })

  useEffect(() => {
    let left = false
    void make(() => left)
    return () => {
      left = true
    }
  }, [tries])

  return {
    planning,
    retry: () => {
      setPlanning(BEGINNING)
      setTries((now) => now + 1)
    },
  }
}
