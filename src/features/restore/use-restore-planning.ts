import { useEffect, useState } from 'react'
import type { ContactsToRestore } from '#core/restore/load-contacts.ts'
import {
  readForRestore,
  type ReadingProgress,
  type RestoreReading,
} from '#core/restore/plan/make-restore-plan.ts'
import type { RestoreLookup } from '#core/restore/ports.ts'

/** Loads the contacts to restore. Rejects with PortalFailure. */
export type LoadContacts = () => Promise<ContactsToRestore>

export type RestorePlanning =
  /** `progress` null: the copies are being read. */
  | { readonly stage: 'working'; readonly progress: ReadingProgress | null }
  | { readonly stage: 'failed'; readonly error: unknown }
  | {
      readonly stage: 'made'
      readonly reading: RestoreReading
      readonly archives: ReadonlyMap<number, string>
    }

const BEGINNING: RestorePlanning = { stage: 'working', progress: null }

/** Reads what a plan needs when it is first shown and on `retry`. Unmounting cancels the reading. */
export function useRestorePlanning(
  load: LoadContacts,
  lookup: RestoreLookup,
): { planning: RestorePlanning; retry: () => void } {
  const [planning, setPlanning] = useState<RestorePlanning>(BEGINNING)
  const [tries, setTries] = useState(0)

  useEffect(() => {
    let left = false
    const report = (now: RestorePlanning): void => {
      if (!left) setPlanning(now)
    }
    void read(load, lookup, report, () => left)
    return () => {
      left = true
    }
  }, [load, lookup, tries])

  return {
    planning,
    retry: () => {
      setPlanning(BEGINNING)
      setTries((now) => now + 1)
    },
  }
}

async function read(
  load: LoadContacts,
  lookup: RestoreLookup,
  report: (planning: RestorePlanning) => void,
  cancelled: () => boolean,
): Promise<void> {
  try {
    const { contacts, archives, deleted } = await load()
    const working = (progress: ReadingProgress): void => report({ stage: 'working', progress })
    const reading = await readForRestore(contacts, lookup, working, cancelled, deleted)
    if (reading !== null) report({ stage: 'made', reading, archives })
  } catch (error) {
    report({ stage: 'failed', error })
  }
}
