import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import type { BulkPorts } from '#core/bulk-ports.ts'
import { recordRestore } from '#core/evidence/restore-recorder.ts'
import { peekRestore, takeUpRestore, type FoundRestore, type RestoreSession } from '#core/restore/session.ts'
import { usePorts } from '#features/ports.tsx'
import { UnfinishedRestoreNotice } from '#features/restore/unfinished-restore-notice.tsx'
import { useSpeech } from '#i18n/text.tsx'
import { Notice } from '#ui/notice.tsx'
import { bulkQuery } from './bulk-query.ts'

interface UnfinishedRestoreProps {
  /** The restore was taken up: show it. */
  onTakenUp: (session: RestoreSession) => void
}

/** A restore that an earlier visit left, or that another tab carries out right now; nothing where there is none. */
export function UnfinishedRestore({ onTakenUp }: UnfinishedRestoreProps): ReactNode {
  const { data: bulk } = useQuery(bulkQuery(usePorts()))
  return bulk === undefined ? null : <Found bulk={bulk} onTakenUp={onTakenUp} />
}

type Finding = { readonly kind: 'nothing' | 'elsewhere' } | FoundRestore

const NOTHING: Finding = { kind: 'nothing' }

function Found({ bulk, onTakenUp }: UnfinishedRestoreProps & { bulk: BulkPorts }): ReactNode {
  const { t } = useSpeech()
  const [finding, setFinding] = useState(NOTHING)
  const [looks, setLooks] = useState(0)
  const lookAgain = useCallback(() => setLooks((now) => now + 1), [])

  useEffect(() => {
    let left = false
    void find(bulk).then((found) => {
      if (!left) setFinding(found)
    })
    return () => {
      left = true
    }
  }, [bulk, looks])

  // Until the other tab puts its restore away or is closed.
  useEffect(
    () => (finding.kind === 'elsewhere' ? bulk.keeping.restoreLock.whenFree(lookAgain) : undefined),
    [bulk, finding, lookAgain],
  )

  switch (finding.kind) {
    case 'nothing':
      return null
    case 'elsewhere':
      return <Notice tone="info">{t('restore.elsewhereNow')}</Notice>
    case 'found':
    case 'damaged':
      return (
        <UnfinishedRestoreNotice
          found={finding}
          onTakeUp={() => void takeUp()}
          onForget={() => void bulk.keeping.restoreJournal.finish(finding.planId).then(lookAgain)}
        />
      )
  }

  async function takeUp(): Promise<void> {
    const session = await takeUpRestore({ ...bulk, ...bulk.keeping })
    if (session === null) {
      lookAgain()
      return
    }
    recordRestore(session, bulk, false)
    // "Go on" was the word; a restore that was stopped or done shows its result first.
    if (session.state.phase === 'paused') session.ask('resume-asked')
    onTakenUp(session)
  }
}

/** The looks of this page whether another tab carries out a restore, for which each of them takes the lock. */
let looking: Promise<unknown> = Promise.resolve()

/** This page must not find itself in its own way, which it would call another tab. */
export function untilLooked(): Promise<unknown> {
  return looking
}

async function find({ keeping }: BulkPorts): Promise<Finding> {
  const taking = looking.then(() => keeping.restoreLock.hold())
  looking = taking.then((held) => held?.release())
  const held = await taking
  return held === null ? { kind: 'elsewhere' } : ((await peekRestore(keeping)) ?? NOTHING)
}
