import { useEffect, useState } from 'react'
import type { GuardSettings } from '#core/plan/guards.ts'
import { makePlan, type MadePlan, type PlanningProgress } from '#core/plan/make-plan.ts'
import { inForce } from '#core/plan/protect/in-force.ts'
import { withoutContacts } from '#core/plan/plan.ts'
import type { ProtectStore } from '#core/plan/protect/ports.ts'
import { tooNew } from '#core/plan/saved/filters-now.ts'
import type { ListedCleanUp } from '#core/plan/saved/saved-clean-up.ts'
import { strictest } from '#core/plan/saved/strictest.ts'
import { stillFound } from '#core/plan/search/still-found.ts'
import type { Selection } from '#core/plan/selection.ts'
import { newId } from '../shared/new-id.ts'
import type { WorkPorts } from '#core/ports.ts'

export type Planning =
  | { readonly stage: 'working'; readonly progress: PlanningProgress }
  | { readonly stage: 'failed'; readonly error: unknown }
  | { readonly stage: 'made'; readonly made: MadePlan; readonly guards: RememberedGuards }

export interface RememberedGuards {
  readonly settings: GuardSettings
  /** Some of the remembered rules could not be read. */
  readonly damaged: boolean
  /** Some of the protect list could not be read. */
  readonly listDamaged: boolean
  /** It may name anybody, so its rule, if it is on, skips all. */
  readonly listUnread: boolean
}

const BEGINNING: Planning = { stage: 'working', progress: { phase: 'counting', done: 0, of: null } }

/**
 * Freezes a selection into a plan when the screen opens, and again on request; leaving the screen ends it.
 * @param cleanUp the saved clean-up that this is; null: none
 */
export function usePlanning(
  selection: Selection,
  work: WorkPorts,
  protections: ProtectStore,
  cleanUp: ListedCleanUp | null,
): { planning: Planning; retry: () => void } {
  const [planning, setPlanning] = useState<Planning>(BEGINNING)
  const [tries, setTries] = useState(0)

  useEffect(() => {
    let left = false
    void plan(
      selection,
      work,
      protections,
      cleanUp,
      (now) => {
        if (!left) setPlanning(now)
      },
      () => left,
    )
    return () => {
      left = true
    }
  }, [selection, work, protections, cleanUp, tries])

  return {
    planning,
    retry: () => {
      setPlanning(BEGINNING)
      setTries((now) => now + 1)
    },
  }
}

async function plan(
  selection: Selection,
  work: WorkPorts,
  protections: ProtectStore,
  saved: ListedCleanUp | null,
  report: (planning: Planning) => void,
  cancelled: () => boolean,
): Promise<void> {
  try {
    const guards = await work.guards.read()
    const rules = saved === null ? guards.settings : strictest(saved.cleanUp.guards, guards.settings)
    const context = { id: newId(), guards: rules }
    const working = (progress: PlanningProgress): void => report({ stage: 'working', progress })
    const walked = await makePlan(selection, context, work, working, cancelled)
    if (walked === null) return
    const still = await stillFound(walked, selection, work, working, cancelled)
    if (still === null) return
    const made = saved === null ? still : ofCleanUp(saved, still)
    // After the long walk: the list as it is when the review is seen.
    const list = await protections.read()
    if (cancelled()) return
    const listed = inForce(list, made.plan.plannedAt)
    const protectedIds = Array.from(made.plan.ids).filter((id) => listed.has(id))
    const listUnread = list.unread.length > 0
    const plan = { ...made.plan, protectedIds, ...(listUnread ? { protectListUnread: true as const } : {}) }
    report({
      stage: 'made',
      made: { ...made, plan },
      guards: {
        ...guards,
        listDamaged: listUnread || (list.damaged && !guards.damaged),
        listUnread,
      },
    })
  } catch (error) {
    report({ stage: 'failed', error })
  }
}

/** The plan of a saved clean-up: its name is on it, and what is too new for it is not in it. */
function ofCleanUp({ cleanUp, scope }: ListedCleanUp, made: MadePlan): MadePlan {
  const left = tooNew(made.plan, cleanUp)
  return {
    ...made,
    plan: {
      ...withoutContacts(made.plan, left),
      cleanUp: { id: cleanUp.id, scope, name: cleanUp.name },
    },
    unmatched: made.unmatched + left.size,
  }
}
