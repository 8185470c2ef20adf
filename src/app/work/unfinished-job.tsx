import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useState, type ComponentProps, type ReactNode } from 'react'
import type { RunLock } from '#core/job/ports.ts'
import type { FoundJob } from '#core/job/session.ts'
import type { WorkPorts } from '#core/ports.ts'
import { usePorts } from '#features/ports.tsx'
import { UnfinishedNotice } from '#features/shared/job/unfinished-notice.tsx'
import type { EarlierWords } from '#features/shared/job/unfinished-question.tsx'
import { workQuery } from '#features/shared/work-query.ts'
import type { MessageId } from '#i18n/catalogue.ts'

/** How jobs of one kind are found, watched, resumed, stopped and discarded. One object for the whole page. */
export interface UnfinishedKind<Session> {
  readonly words: ComponentProps<typeof UnfinishedNotice>['words'] & {
    /** Where another job of this kind was to begin. */
    readonly earlier: EarlierWords
    readonly elsewhere: MessageId
    readonly elsewhereText: MessageId
  }
  lock(work: WorkPorts): RunLock
  /** What the journal holds. */
  peek(work: WorkPorts): Promise<FoundJob | null>
  /** Calls back when another tab reports such a job; the returned function ends that. */
  onReported(work: WorkPorts, act: () => void): () => void
  /** The progress of the other tab's job. */
  watch(work: WorkPorts): ReactNode
  /** Null: the job is no more, or another tab has it. Nothing of it goes on before `resume` or `stop`. */
  takeUp(work: WorkPorts): Promise<Session | null>
  /** The person wants it to go on. */
  resume(session: Session): void
  /** Resolves when it has ended early and let go. */
  stop(session: Session, work: WorkPorts): Promise<void>
  discard(work: WorkPorts, planId: string): Promise<void>
}

type Finding = { readonly kind: 'nothing' | 'elsewhere' } | FoundJob

const NOTHING: Finding = { kind: 'nothing' }

/** The last stop of a job of each kind on this page. */
const stops = new Map<unknown, Promise<void>>()

/** Lets the next check wait for this stop, which holds the lock: the page would take itself for another tab. */
export async function beforeChecks<Session>(
  kind: UnfinishedKind<Session>,
  stop: Promise<void>,
): Promise<void> {
  stops.set(kind, stop)
  await stop
}

async function find<Session>(kind: UnfinishedKind<Session>, work: WorkPorts): Promise<Finding> {
  await stops.get(kind)
  // First, because a browser that stores no journal may still have a job in another tab.
  return (await kind.lock(work).isHeld()) ? { kind: 'elsewhere' } : ((await kind.peek(work)) ?? NOTHING)
}

interface UnfinishedJobProps<Session> {
  kind: UnfinishedKind<Session>
  /** The job was resumed: show it. */
  onTakenUp: (session: Session) => void
  /** The contacts for which it still has something to do. */
  onOpen?: ((contacts: ReadonlySet<number>) => void) | undefined
}

/** A job that an earlier visit left unfinished, or that another tab carries out now; nothing if there is none. */
export function UnfinishedJob<Session>(props: UnfinishedJobProps<Session>): ReactNode {
  const { data: work } = useQuery(workQuery(usePorts()))
  return work === undefined ? null : <Found work={work} {...props} />
}

function Found<Session>(props: UnfinishedJobProps<Session> & { work: WorkPorts }): ReactNode {
  const { work, kind, onTakenUp, onOpen } = props
  const [finding, setFinding] = useState<Finding>(NOTHING)
  const [checksAsked, setChecksAsked] = useState(0)
  const checkAgain = useCallback(() => setChecksAsked((now) => now + 1), [])

  useEffect(() => {
    let left = false
    void find(kind, work).then((found) => {
      if (!left) setFinding(found)
    })
    return () => {
      left = true
    }
  }, [kind, work, checksAsked])
  // When the other tab closes its job or is closed itself; or when another tab reports one.
  useEffect(
    () =>
      finding.kind === 'elsewhere' ? kind.lock(work).whenFree(checkAgain) : kind.onReported(work, checkAgain),
    [kind, work, finding, checkAgain],
  )
  useEffect(() => onOpen?.(new Set(finding.kind === 'found' ? finding.open : [])), [finding, onOpen])

  switch (finding.kind) {
    case 'nothing':
      return null
    case 'elsewhere':
      return kind.watch(work)
    case 'found':
    case 'damaged':
      return (
        <UnfinishedNotice
          left={finding.kind === 'found' ? finding : null}
          words={kind.words}
          onTakeUp={() =>
            void kind.takeUp(work).then((session) => {
              if (session === null) {
                checkAgain()
                return
              }
              kind.resume(session)
              onTakenUp(session)
            })
          }
          onForget={() => void kind.discard(work, finding.planId).then(checkAgain)}
        />
      )
  }
}
