import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { BeginOutcome } from '#core/job/session.ts'
import type { WorkPorts } from '#core/ports.ts'
import type { Claim } from '#core/restore/claim.ts'
import { ClaimQuestion } from '#features/restore/claim-question.tsx'
import { UnfinishedQuestion } from '#features/shared/job/unfinished-question.tsx'
import { useTranslation } from '#i18n/translation.tsx'
import { Notice } from '#ui/notice.tsx'
import { beforeChecks, type UnfinishedKind } from './unfinished-job.tsx'

/** `claimed`: somebody else restores from the same copies, and the person was not asked yet. */
export type Beginning<Session> = BeginOutcome<Session> | { readonly kind: 'claimed'; readonly by: Claim }

interface BeginningOptions<Plan, Session> {
  readonly kind: UnfinishedKind<Session>
  readonly work: WorkPorts
  /** @param knowingly the person knows of the claim. */
  readonly begin: (plan: Plan, knowingly: boolean) => Promise<Beginning<Session>>
  readonly onBegun: (session: Session) => void
  /** The earlier job was taken up instead, and goes on. */
  readonly onTakenUp: (session: Session) => void
  /** The earlier job was stopped, and has let go. */
  readonly onStopped?: (session: Session) => void
}

interface BeginningState<Plan> {
  readonly begin: (plan: Plan) => void
  readonly starting: boolean
  /** Why it did not begin, and what can be done about it. */
  readonly problem: ReactNode
}

/**
 * Begins a confirmed plan, once even after a double click. Where an earlier job of this kind is not finished, the person
 * says first what becomes of that.
 */
export function useBeginning<Plan, Session>(options: BeginningOptions<Plan, Session>): BeginningState<Plan> {
  const { kind, work } = options
  const { t } = useTranslation()
  const [stage, setStage] = useState<'starting' | 'stopping' | null>(null)
  const [refused, setRefused] = useState<{
    readonly plan: Plan
    readonly why: Exclude<Beginning<Session>, { kind: 'begun' }>
  } | null>(null)
  const left = useRef(false)
  useEffect(() => {
    left.current = false
    return () => void (left.current = true)
  }, [])

  async function begin(plan: Plan, knowingly = false): Promise<void> {
    setStage('starting')
    setRefused(null)
    const begun = await options.begin(plan, knowingly)
    setStage(null)
    if (begun.kind === 'begun') options.onBegun(begun.session)
    else setRefused({ plan, why: begun })
  }

  async function resumeEarlier(): Promise<void> {
    setStage('starting')
    const session = await kind.takeUp(work)
    setStage(null)
    setRefused(null)
    if (session === null) return
    kind.resume(session)
    options.onTakenUp(session)
  }

  async function stopEarlier(plan: Plan, damaged: string | null): Promise<void> {
    setStage('stopping')
    await beforeChecks(kind, end(damaged))
    // A person who has left the screen meanwhile wants nothing begun.
    if (!left.current) await begin(plan)
  }

  async function end(damaged: string | null): Promise<void> {
    if (damaged !== null) {
      await kind.discard(work, damaged)
      return
    }
    const session = await kind.takeUp(work)
    if (session === null) return
    await kind.stop(session, work)
    options.onStopped?.(session)
  }

  function problem(): ReactNode {
    if (refused === null) return null
    const { plan, why } = refused
    switch (why.kind) {
      case 'elsewhere':
        return (
          <Notice tone="problem" title={t(kind.words.elsewhere)}>
            {t(kind.words.elsewhereText)}
          </Notice>
        )
      case 'claimed':
        return (
          <ClaimQuestion
            claim={why.by}
            onGoOn={() => void begin(plan, true)}
            onCancel={() => setRefused(null)}
          />
        )
      case 'unfinished':
        return (
          <UnfinishedQuestion
            left={why.found.kind === 'found' ? why.found : null}
            words={kind.words.earlier}
            stopping={stage === 'stopping'}
            onResume={() => void resumeEarlier()}
            onStop={() => void stopEarlier(plan, why.found.kind === 'damaged' ? why.found.planId : null)}
          />
        )
    }
  }

  return {
    begin: (plan) => {
      if (stage === null) void begin(plan)
    },
    starting: stage !== null,
    problem: problem(),
  }
}
